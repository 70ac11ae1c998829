using NetGen.Generator.Diagnostics;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Graphs;

/// <summary>What holds of every graph between two passes. A violation is a mistake of the compiler, never of the user.</summary>
internal static class GraphVerifier
{
    /// <exception cref="InvalidOperationException">The graph that <paramref name="pass"/> made breaks an invariant.</exception>
    public static Graph Verify(Graph graph, string pass)
    {
        var problems = Problems(graph);
        return problems.Count == 0
            ? graph
            : throw new InvalidOperationException($"After {pass} the graph is not well formed:\n{string.Join("\n", problems)}");
    }

    /// <summary>The violations, in the order of the nodes; empty if there are none.</summary>
    public static IReadOnlyList<string> Problems(Graph graph)
    {
        var problems = new List<string>();
        var seen = new HashSet<(Op, EquatableArray<int>)>();
        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            var node = graph.Nodes[i];
            if (node.Id != i)
                problems.Add($"Node {i} has the id {node.Id}.");
            foreach (var input in node.Inputs)
            {
                if (input.Id >= i || graph.Nodes[input.Id] != input)
                    problems.Add($"'{node}' uses %{input.Id}, which is not an earlier node of this graph.");
            }

            if (InferredType(node) is { } problem)
                problems.Add(problem);
            if (!seen.Add((node.Op, node.Inputs.Select(input => input.Id).ToEquatableArray())))
                problems.Add($"'{node}' computes a value that an earlier node has.");
        }

        problems.AddRange(ResultProblems(graph));
        return problems;
    }

    private static string? InferredType(Node node)
    {
        try
        {
            var type = node.Op.InferType([.. node.Inputs.Select(i => i.Type)]);
            return type == node.Type ? null : $"'{node}' should have the type {type}.";
        }
        catch (DefinitionException exception)
        {
            return $"'{node}' does not type-check: {exception.Id}.";
        }
    }

    private static IEnumerable<string> ResultProblems(Graph graph)
    {
        foreach (var result in graph.Results.Where(r => !Contains(graph, r.Value)))
            yield return $"The {result.Role} '{result.Name}' is not a node of this graph.";
        foreach (var name in graph.Names.Where(n => !Contains(graph, n.Value)))
            yield return $"The name '{name.Name}' belongs to no node of this graph.";
        foreach (var group in graph.Results.GroupBy(r => (r.Role, r.Name)).Where(g => g.Count() > 1))
            yield return $"There are {group.Count()} results {group.Key.Role} '{group.Key.Name}'.";
    }

    private static bool Contains(Graph graph, Node node) => node.Id < graph.Nodes.Length && graph.Nodes[node.Id] == node;
}

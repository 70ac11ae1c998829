using NetGen.Generator.FrontEnd;
using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Ops;

namespace NetGen.Analyzers.CodeFixes.Lifting;

/// <summary>Whether two definitions are one network: the same results, by the same operations, from the same inputs and parameters. The order in
/// which values are made, and the names of locals, may differ.</summary>
internal static class SameNetwork
{
    public static bool Check(NetworkSpec left, NetworkSpec right)
    {
        var known = new Dictionary<(Op, EquatableArray<int>), int>();
        return left.Inputs == right.Inputs
            && left.Metrics == right.Metrics
            && Results(left.Graph, known).SequenceEqual(Results(right.Graph, known))
            && new HashSet<ParameterSpec>(left.Parameters).SetEquals(right.Parameters);
    }

    private static IEnumerable<(ResultRole Role, string Name, int Value)> Results(Graph graph, Dictionary<(Op, EquatableArray<int>), int> known)
    {
        var numbers = new int[graph.Nodes.Length];
        foreach (var node in graph.Nodes)
        {
            var key = (node.Op, node.Inputs.Select(input => numbers[input.Id]).ToEquatableArray());
            if (!known.TryGetValue(key, out numbers[node.Id]))
                known.Add(key, numbers[node.Id] = known.Count);
        }

        return graph.Results.Select(result => (result.Role, result.Name, numbers[result.Value.Id]));
    }
}

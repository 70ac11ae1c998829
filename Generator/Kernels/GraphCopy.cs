using NetGen.Generator.Graphs;

namespace NetGen.Generator.Kernels;

/// <summary>Copies a graph node by node on its way to kernels. The bodies of recurrences stay as they are: they become programs of their own.</summary>
internal static class GraphCopy
{
    /// <param name="rule">What becomes of a node whose inputs have been copied.</param>
    public static Graph Run(Graph graph, Func<GraphBuilder, Node, Node[], Node> rule)
    {
        var builder = new GraphBuilder();
        var mapped = new Dictionary<Node, Node>();
        foreach (var node in graph.Nodes)
            mapped[node] = rule(builder, node, [.. node.Inputs.Select(i => mapped[i])]);
        foreach (var result in graph.Results)
            builder.AddResult(result.Role, result.Name, mapped[result.Value]);
        foreach (var name in graph.Names)
            builder.AddName(name.Name, mapped[name.Value]);
        return builder.Build();
    }
}

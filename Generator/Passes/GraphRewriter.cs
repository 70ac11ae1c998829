using NetGen.Generator.Graphs;

namespace NetGen.Generator.Passes;

/// <summary>Copies a graph node by node, so that a pass only says what becomes of one node whose inputs have been rewritten.</summary>
internal static class GraphRewriter
{
    /// <summary>What becomes of <paramref name="node"/>, which is of the old graph, given its <paramref name="inputs"/> in the new
    /// one.</summary>
    public delegate Node Rule(GraphBuilder builder, Node node, Node[] inputs);

    public static Graph Rewrite(Graph graph, Rule rule)
    {
        var builder = new GraphBuilder();
        var map = new Node[graph.Nodes.Length];
        foreach (var node in graph.Nodes)
            map[node.Id] = rule(builder, node, [.. node.Inputs.Select(i => map[i.Id])]);
        foreach (var name in graph.Names)
            builder.AddName(name.Name, map[name.Value.Id]);
        foreach (var result in graph.Results)
            builder.AddResult(result.Role, result.Name, map[result.Value.Id]);
        return builder.Build();
    }

    /// <summary>The nodes of <paramref name="graph"/> as nodes of <paramref name="builder"/>, by id.</summary>
    public static Node[] Copy(Graph graph, GraphBuilder builder)
    {
        var map = new Node[graph.Nodes.Length];
        foreach (var node in graph.Nodes)
            map[node.Id] = builder.Add(node.Op, [.. node.Inputs.Select(i => map[i.Id])]);
        return map;
    }
}

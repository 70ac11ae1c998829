using NetGen.Generator.Graphs;

namespace NetGen.Generator.Passes;

/// <summary>Brings names and results of a rewritten graph along.</summary>
internal static class Results
{
    /// <param name="map">What became of a node; null if it is gone, which a result never is.</param>
    public static Graph Copy(Graph graph, GraphBuilder builder, Func<Node, Node?> map)
    {
        foreach (var name in graph.Names)
        {
            if (map(name.Value) is { } value)
                builder.AddName(name.Name, value);
        }

        foreach (var result in graph.Results)
            builder.AddResult(result.Role, result.Name, map(result.Value)!);
        return DeadCode.Run(builder.Build());
    }
}

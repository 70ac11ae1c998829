namespace NetGen;

/// <summary>Parameters that the same several nodes use: one entry for each such set of nodes.</summary>
/// <param name="Parameters">Indices of parameters.</param>
/// <param name="Nodes">Indices of the nodes, at least two.</param>
internal sealed record SharedWeights(IReadOnlyList<int> Parameters, IReadOnlyList<int> Nodes)
{
    public static List<SharedWeights> Of(NetworkGraph graph) =>
    [
        .. Enumerable.Range(0, graph.Parameters.Count)
            .Where(parameter => graph.Applications(parameter).Count > 1)
            .GroupBy(parameter => string.Join(' ', graph.Applications(parameter)))
            .Select(group => new SharedWeights([.. group], graph.Applications(group.First()))),
    ];
}

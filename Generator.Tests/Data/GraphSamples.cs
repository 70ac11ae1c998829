namespace NetGen.Tests.Data;

/// <summary>Networks described by hand, as generated code describes them.</summary>
internal static class GraphSamples
{
    /// <summary>A trunk under two heads: its value is shared.</summary>
    public static NetworkGraph Dual() => new(
        "RidershipModel",
        [
            new("Trunk.0.kernel", [67, 50]), new("Trunk.0.bias", [50]), new("Trunk.1.kernel", [50, 25]), new("Trunk.1.bias", [25]),
            new("MeanHead.kernel", [25, 1]), new("MeanHead.bias", [1]), new("SigmaHead.kernel", [25, 1]), new("SigmaHead.bias", [1]),
        ],
        [
            new("x", GraphNodeKind.Input, "", [], [67]),
            new("y", GraphNodeKind.Target, "", [], [1]),
            new("Trunk.0", GraphNodeKind.Layer, "Dense 50, ReLU", [0], [50], [0, 1], "Trunk"),
            new("Trunk.1", GraphNodeKind.Layer, "Dense 25, ReLU", [2], [25], [2, 3], "Trunk"),
            new("MeanHead", GraphNodeKind.Layer, "Dense 1", [3], [1], [4, 5]),
            new("SigmaHead", GraphNodeKind.Layer, "Dense 1", [3], [1], [6, 7]),
            new("Softplus", GraphNodeKind.Operation, "Softplus + 0.001", [5], [1]),
            new("Mean", GraphNodeKind.Output, "", [4], [1]),
            new("Sigma", GraphNodeKind.Output, "", [6], [1]),
            new("Loss", GraphNodeKind.Loss, "GaussianNll", [4, 6, 1], []),
            new("Mae", GraphNodeKind.Metric, "", [4, 1], []),
        ]);

    /// <summary>One tower applied to two inputs: its weights are shared, and the second parameter is frozen.</summary>
    public static NetworkGraph Siamese() => new(
        "Pair",
        [new("Tower.kernel", [3000, 128]), new("Tower.bias", [128], Trainable: false)],
        [
            new("query", GraphNodeKind.Input, "", [], [3000]),
            new("document", GraphNodeKind.Input, "", [], [3000]),
            new("Tower", GraphNodeKind.Layer, "Dense 128, Tanh", [0], [128], [0, 1]),
            new("Tower", GraphNodeKind.Layer, "Dense 128, Tanh", [1], [128], [0, 1]),
            new("Cosine", GraphNodeKind.Operation, "Cosine similarity", [2, 3], [1]),
            new("similarity", GraphNodeKind.Output, "", [4], [1]),
        ]);

    /// <summary>Two experts of which a row takes one; the second is two layers.</summary>
    public static NetworkGraph Routed() => new(
        "Mixture",
        [],
        [
            new("x", GraphNodeKind.Input, "", [], [8]),
            new("choice", GraphNodeKind.Choice, "1 of 2 branches a row", [0], []),
            new("A", GraphNodeKind.Layer, "Shift", [0], [8], Choice: 1, Branch: 0),
            new("B.0", GraphNodeKind.Layer, "Dense 4", [0], [4], null, "B", 1, 1),
            new("B.1", GraphNodeKind.Layer, "Dense 8", [3], [8], null, "B", 1, 1),
            new("merge", GraphNodeKind.Operation, "merge", [2, 4], [8]),
        ]);

    /// <summary>Every text holds characters that mean something to one of the languages, or to none.</summary>
    public static NetworkGraph Hostile() => new(
        "a\"b<c>&amp;\\N#35;`{}|\u0001\uD800",
        [new("p\";]}\n<w>", [2, 3])],
        [
            new("@class\"]; n9 -> n0 [", GraphNodeKind.Input, "</B><BR/>]]>", [], [2]),
            new("größe\n神経", GraphNodeKind.Layer, "end\" --> x; %% \uFFFF", [0], [3], [0], "subgraph } \"x\" <b>"),
            new("", GraphNodeKind.Layer, "", [1], [3], [0], ""),
        ]);
}

namespace NetGen.Benchmarks.Networks;

/// <summary>All workloads.</summary>
internal static class Workloads
{
    /// <summary>In the order in which they are measured and printed.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        new Dual(),
        new DualDuplicated(),
        new Theano(),
        new Siamese(),
        new Adapt(),
        new Mlp(),
        new Temporal(),
        new Lenet(),
        new Transformer(),
        new Lstm(),
        new MoeTop1(),
        new MoeTop2(),
        new MoeDense(),
        new MoeSingle(),
        new MoeTiny(),
    ];
}

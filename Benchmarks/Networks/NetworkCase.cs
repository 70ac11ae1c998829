using NetGen.Benchmarks.Measuring;

namespace NetGen.Benchmarks.Networks;

/// <summary>A workload, phase and batch.</summary>
internal sealed record NetworkCase(Workload Workload, string Phase, int Batch)
{
    /// <summary>All cases, in order.</summary>
    public static IReadOnlyList<NetworkCase> All { get; } =
    [
        .. from workload in Workloads.All
           from batch in workload.Batches
           from phase in (string[])["predict", "step"]
           select new NetworkCase(workload, phase, batch),
    ];

    /// <summary>For example <c>dual/step/32</c>.</summary>
    public string Name => $"{Workload.Name}/{Phase}/{Batch}";

    /// <summary>Operations of a call.</summary>
    public double Operations => Batch * (Phase == "predict" ? Workload.Operations.Predict : Workload.Operations.Step);

    /// <summary>What is measured.</summary>
    public Subject Subject(Session session, int threads) => new(Phase == "predict" ? session.Predict : session.Step, threads);

    /// <summary>The result.</summary>
    /// <param name="subject">With its samples.</param>
    /// <param name="threads">The most threads of a call.</param>
    /// <param name="peak">GFLOP/s of as many threads.</param>
    public NetworkLine Line(Subject subject, int threads, double peak)
    {
        var gflops = Operations / subject.Times.Median / 1e3;
        return new NetworkLine(
            Workload.Name,
            Phase,
            Batch,
            threads,
            Math.Round(subject.Times.Median, 4),
            Math.Round(subject.Times.Quantile(0.1), 4),
            Math.Round(subject.Times.Quantile(0.9), 4),
            subject.AllocatedBytes,
            Math.Round(gflops, 2),
            Math.Round(100 * gflops / peak, 2));
    }
}

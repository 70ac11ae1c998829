using NetGen.Benchmarks.Shell;

namespace NetGen.Benchmarks.Measuring;

/// <summary>Measures several subjects in turn, and the machine's peak with them.</summary>
internal static class Rounds
{
    // The JIT compiles its last tier 100 ms after the first one has nothing more to do.
    private static readonly TimeSpan TieringDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>Warms up and takes the samples of all subjects.</summary>
    /// <returns>The peak of fused multiply-adds on as many threads, in GFLOP/s: the median of the rounds.</returns>
    public static double Measure(IReadOnlyList<Subject> subjects, RunArguments arguments)
    {
        foreach (var subject in subjects)
            subject.WarmUp();
        FmaPeak.Measure(arguments.Threads);
        Thread.Sleep(TieringDelay);
        foreach (var subject in subjects)
            subject.Calibrate();

        var peaks = new Samples();
        for (var round = 0; round < arguments.Rounds; round++)
        {
            peaks.Add(FmaPeak.Measure(arguments.Threads));
            foreach (var subject in subjects)
                subject.Round();
        }

        return peaks.Median;
    }
}

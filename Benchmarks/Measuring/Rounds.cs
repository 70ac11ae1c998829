using System.Runtime;
using NetGen.Benchmarks.Shell;

namespace NetGen.Benchmarks.Measuring;

/// <summary>Measures several subjects in turn, and the machine's peak with them.</summary>
internal static class Rounds
{
    // Two tiers come after the first, and a busy machine compiles late.
    private const int MostWarmUps = 6;

    // The JIT compiles the next tier of what was called 30 times, 100 ms after the first tier has nothing more to do.
    private static readonly TimeSpan TieringDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>Warms up and takes the samples of all subjects.</summary>
    /// <returns>The peak of fused multiply-adds on as many threads, in GFLOP/s: the median of the rounds.</returns>
    public static double Measure(IReadOnlyList<Subject> subjects, RunArguments arguments)
    {
        WarmUp(subjects, arguments.Threads);
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

    // Until all is compiled, however few the subjects are: the methods around a kernel are a third of the shortest step.
    private static void WarmUp(IReadOnlyList<Subject> subjects, int threads)
    {
        for (var i = 0; i < MostWarmUps; i++)
        {
            var compiled = JitInfo.GetCompiledMethodCount();
            foreach (var subject in subjects)
                subject.WarmUp();
            FmaPeak.Measure(threads);
            Thread.Sleep(TieringDelay);
            if (JitInfo.GetCompiledMethodCount() == compiled)
                break;
        }
    }
}

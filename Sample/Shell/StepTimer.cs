using System.Diagnostics;

namespace NetGen.Sample.Shell;

/// <summary>Measures how long something short takes.</summary>
internal static class StepTimer
{
    private const int Samples = 15;
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(200), Sample = TimeSpan.FromMilliseconds(20);

    /// <summary>The microseconds of one call, as the fastest of several samples of many calls each: the one that other programs and the JIT disturbed least.</summary>
    public static double Microseconds(Action call)
    {
        long begin = Stopwatch.GetTimestamp();
        int calls = 0;
        do
        {
            call();
            calls++;
        }
        while (Stopwatch.GetElapsedTime(begin) < WarmUp);
        calls = Math.Max(1, (int)(calls * (Sample / Stopwatch.GetElapsedTime(begin))));
        return Enumerable.Range(0, Samples).Min(_ => Measure(call, calls));
    }

    private static double Measure(Action call, int calls)
    {
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
            call();
        return Stopwatch.GetElapsedTime(begin).TotalMicroseconds / calls;
    }
}

using System.Diagnostics;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

public sealed class ShortRunsTests
{
    [Fact]
    public void MayStart_NoParkedThread_Starts() => Assert.True(default(ShortRuns).MayStart([null], mustSpin: true));

    [Fact]
    public void MayStart_RightAfterACrowdedRun_DoesNotStart()
    {
        ShortRuns runs = default;
        runs.Ended(wasCrowded: true, Stopwatch.GetTimestamp() + (60 * Stopwatch.Frequency));
        Assert.False(runs.MayStart([null], mustSpin: true));
    }

    [Fact]
    public void Ended_CrowdedAgain_WaitsTwiceAsLongEachTime()
    {
        ShortRuns runs = default;
        long first = TimeAloneAfter(ref runs), second = TimeAloneAfter(ref runs);
        Assert.InRange(first, 1, Stopwatch.Frequency / 1000);
        Assert.Equal(2 * first, second);
    }

    [Fact]
    public void Ended_ManyCrowdedRuns_PenaltyHasALimit()
    {
        ShortRuns runs = default;
        for (int i = 0; i < 100; i++)
            runs.Ended(wasCrowded: true, 1);
        Assert.InRange(TimeAloneAfter(ref runs), 1, Stopwatch.Frequency / 10);
    }

    [Fact]
    public void Ended_QuietRuns_PenaltyIsForgotten()
    {
        ShortRuns runs = default;
        long first = TimeAloneAfter(ref runs);
        for (int i = 0; i < 40; i++)
            runs.Ended(wasCrowded: false, 1);
        Assert.Equal(first, TimeAloneAfter(ref runs));
    }

    /// <summary>For how many ticks after a crowded run short runs do without other threads, by bisection.</summary>
    private static long TimeAloneAfter(ref ShortRuns runs)
    {
        const long Now = 1_000_000;
        runs.Ended(wasCrowded: true, Now);
        long alone = 0, free = Stopwatch.Frequency;
        while (free - alone > 1)
        {
            long middle = (alone + free) / 2;
            ShortRuns copy = runs;
            if (copy.IsAlone(Now + middle))
                alone = middle;
            else
                free = middle;
        }

        return free;
    }
}

using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

public sealed class ShortRunsTests
{
    [Fact]
    public void MayStart_NoParkedThread_Starts() => Assert.True(default(ShortRuns).MayStart([null], mustSpin: true));

    [Fact]
    public void MayStart_AfterCrowdedRuns_WaitsTwiceAsLongEachTime()
    {
        ShortRuns runs = default;
        int first = RunsAloneAfter(ref runs), second = RunsAloneAfter(ref runs);
        Assert.InRange(first, 1, 1000);
        Assert.Equal(2 * first, second);
    }

    [Fact]
    public void Ended_ManyCrowdedRuns_PenaltyHasALimit()
    {
        ShortRuns runs = default;
        for (int i = 0; i < 100; i++)
            runs.Ended(wasCrowded: true);
        Assert.InRange(RunsAloneAfter(ref runs), 1, 10_000);
    }

    [Fact]
    public void Ended_QuietRuns_PenaltyIsForgotten()
    {
        ShortRuns runs = default;
        int first = RunsAloneAfter(ref runs);
        for (int i = 0; i < 20; i++)
            runs.Ended(wasCrowded: false);
        Assert.Equal(first, RunsAloneAfter(ref runs));
    }

    private static int RunsAloneAfter(ref ShortRuns runs)
    {
        runs.Ended(wasCrowded: true);
        int alone = 0;
        while (!runs.MayStart([null], mustSpin: true))
            alone++;
        return alone;
    }
}

using System.Diagnostics;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

public sealed class ShortRunsTests
{
    [Fact]
    public void MayStart_NoOtherThread_Starts() => Assert.True(default(ShortRuns).MayStart([], mustSpin: true));

    [Fact]
    public void MayStart_ParkedThread_StartsOnlyOnceItSpinsAgain()
    {
        using WorkerPool pool = new(1);
        WorkerThread thread = new(pool, 1, TimeSpan.FromMilliseconds(20));
        ShortRuns runs = default;
        AwaitOrFail(() => thread.IsSpinning);
        AwaitOrFail(() => !thread.IsSpinning);
        Assert.False(runs.MayStart([thread], mustSpin: true));
        Assert.True(runs.MayStart([thread], mustSpin: false));

        // Two in quick succession wake it; a busy machine may take more of them.
        AwaitOrFail(() => Enumerable.Range(0, 10).Any(_ => MayStartOrRunsAlone(ref runs, thread)));
        thread.Stop();
    }

    [Fact]
    public void MayStart_RunsThatTakeLongerThanThreadsSpin_StartsWhenTheyFollowEachOther()
    {
        using WorkerPool pool = new(1);
        WorkerThread thread = new(pool, 1, TimeSpan.FromMicroseconds(20));
        ShortRuns runs = default;
        AwaitOrFail(() => thread.IsParked);
        AwaitOrFail(() => Enumerable.Range(0, 10).Any(_ => MayStartOrRunsAlone(ref runs, thread, TimeSpan.FromMicroseconds(400))));
        thread.Stop();
    }

    [Fact]
    public void MayStart_ThreadParksAgainEachTimeItIsWoken_GoesWithoutIt()
    {
        using WorkerPool pool = new(1);
        WorkerThread thread = new(pool, 1, TimeSpan.Zero);
        ShortRuns runs = default;
        AwaitOrFail(() =>
        {
            // Three in quick succession wake it if it is parked.
            for (int i = 0; i < 3; i++)
                MayStartOrRunsAlone(ref runs, thread);
            return runs.IsAlone(Stopwatch.GetTimestamp());
        });

        // It is tried again afterwards, which is in vain only once it has parked once more.
        AwaitOrFail(() => !runs.IsAlone(Stopwatch.GetTimestamp()) && thread.IsParked);
        runs.RanAlone(Stopwatch.GetTimestamp());
        runs.MayStart([thread], mustSpin: true);
        Assert.False(runs.IsAlone(Stopwatch.GetTimestamp()));
        thread.Stop();
    }

    [Fact]
    public void RanAlone_LongAndShortInTurn_ThreadsAreWokenForTheLongOnes()
    {
        using WorkerPool pool = new(1);
        WorkerThread thread = new(pool, 1, TimeSpan.Zero);
        ShortRuns runs = default;
        AwaitOrFail(() => thread.IsParked);
        for (int i = 0; i < 5; i++)
        {
            MayStartOrRunsAlone(ref runs, thread, TimeSpan.FromMilliseconds(1));
            MayStartOrRunsAlone(ref runs, thread);
            Assert.InRange(runs.LongestTicks, Stopwatch.Frequency / 2000, long.MaxValue);
        }

        thread.Stop();
    }

    [Fact]
    public void MayStart_ThreadParksAgainAfterALongerRun_WasNotWokenInVain()
    {
        using WorkerPool pool = new(1);
        WorkerThread thread = new(pool, 1, TimeSpan.Zero);
        ShortRuns runs = default;
        for (int i = 0; i < 20; i++)
        {
            AwaitOrFail(() => thread.IsParked);
            MayStartOrRunsAlone(ref runs, thread);
            MayStartOrRunsAlone(ref runs, thread);
            runs.Ended(wasCrowded: false);
            Assert.False(runs.IsAlone(Stopwatch.GetTimestamp()));
        }

        thread.Stop();
    }

    [Fact]
    public void MayStart_RightAfterTwoCrowdedRuns_DoesNotStart()
    {
        ShortRuns runs = default;
        long later = Stopwatch.GetTimestamp() + (60 * Stopwatch.Frequency);
        runs.Ended(wasCrowded: true, later);
        Assert.True(runs.MayStart([], mustSpin: true));
        runs.Ended(wasCrowded: true, later);
        Assert.False(runs.MayStart([], mustSpin: true));
    }

    [Fact]
    public void Ended_CrowdedAgain_WaitsTwiceAsLongEachTime()
    {
        ShortRuns runs = default;
        runs.Ended(wasCrowded: true, 1);
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
        runs.Ended(wasCrowded: true, 1);
        long first = TimeAloneAfter(ref runs);
        for (int i = 0; i < 40; i++)
            runs.Ended(wasCrowded: false, 1);
        runs.Ended(wasCrowded: true, 1);
        Assert.Equal(first, TimeAloneAfter(ref runs));
    }

    /// <summary>One short run: whether it started with the thread. If not, the caller is busy for <paramref name="time"/>.</summary>
    private static bool MayStartOrRunsAlone(ref ShortRuns runs, WorkerThread thread, TimeSpan time = default)
    {
        if (runs.MayStart([thread], mustSpin: true))
            return true;
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < time)
            Thread.SpinWait(1);
        runs.RanAlone(begin);
        return false;
    }

    private static void AwaitOrFail(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(30)));

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

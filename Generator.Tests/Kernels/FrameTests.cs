using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

public sealed class FrameTests
{
    [Fact]
    public void Split_AnyCountAndWorkers_CoversEverythingOnceInWholeMultiples()
    {
        foreach (int multiple in (int[])[1, 8, 16])
        {
            for (int count = 0; count <= 100; count++)
            {
                for (int workers = 1; workers <= 5; workers++)
                    CheckSplit(count, multiple, workers);
            }
        }
    }

    [Fact]
    public void RowRange_FewRows_LeavesSomeWorkersWithoutAny()
    {
        Frame[] frames = [.. Enumerable.Range(0, 3).Select(static worker => new Frame { Rows = 20, Worker = worker, Workers = 3 })];
        Assert.Equal([(0, 0), (0, 16), (16, 20)], frames.Select(static frame => frame.RowRange));
    }

    [Fact]
    public void GradientMask_WithoutRange_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => default(GradientMask).With(-1));
        Assert.Throws<ArgumentOutOfRangeException>(static () => default(GradientMask).With(GradientMask.Capacity));
    }

    [Fact]
    public void GradientMask_AnyOfARange_LooksAtEachBitOfTheRangeAndNoOther()
    {
        foreach (int bit in (int[])[0, 1, 62, 63, 64, 127, 128, 191, 192, 255])
        {
            GradientMask mask = default(GradientMask).With(bit);
            for (int first = 0; first < GradientMask.Capacity; first++)
            {
                Assert.Equal(first == bit, mask[first]);
                for (int last = first; last < GradientMask.Capacity; last++)
                    Assert.Equal(first <= bit && bit <= last, mask.Any(first, last));
            }
        }
    }

    private static void CheckSplit(int count, int multiple, int workers)
    {
        int next = 0, smallest = int.MaxValue, largest = 0;
        for (int worker = 0; worker < workers; worker++)
        {
            (int begin, int end) = new Frame { Worker = worker, Workers = workers }.Split(count, multiple);
            Assert.Equal(next, begin);
            Assert.True(end == count || end % multiple == 0);
            int blocks = (end - begin + multiple - 1) / multiple;
            (next, smallest, largest) = (end, Math.Min(smallest, blocks), Math.Max(largest, blocks));
        }

        Assert.Equal(count, next);
        Assert.True(largest - smallest <= 1, $"{count} items in multiples of {multiple} among {workers} workers: from {smallest} to {largest} blocks");
    }
}

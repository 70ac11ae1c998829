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

    [Theory]
    [InlineData(0, 320)]
    [InlineData(1, 320)]
    [InlineData(63, 64)]
    [InlineData(64, 65)]
    [InlineData(127, 320)]
    [InlineData(128, 192)]
    [InlineData(191, 192)]
    [InlineData(191, 320)]
    [InlineData(192, 193)]
    [InlineData(255, 320)]
    [InlineData(256, 257)]
    [InlineData(319, 320)]
    public void GradientMask_AnyOfARange_LooksAtEachBitOfTheRangeAndNoOther(int bit, int count)
    {
        ParameterMask chosen = Choice(count, bit);
        GradientMask mask = GradientMask.From(chosen);
        // Also beyond the choice, where nothing is wanted.
        for (int first = 0; first < 400; first++)
        {
            Assert.Equal(first == bit, mask[first]);
            for (int last = first; last < 400; last++)
                Assert.Equal(first <= bit && bit <= last, mask.Any(first, last));
        }

        Assert.False(mask.AnyOutput(0, 63));
        GC.KeepAlive(chosen);
    }

    [Fact]
    public void GradientMask_WithOutputs_KeepsTheGradientsBesides()
    {
        ParameterMask chosen = Choice(400, 3, 64, 128, 200, 399);
        GradientMask mask = GradientMask.From(chosen).WithOutputs(1UL << 5);
        foreach (int bit in (int[])[3, 64, 128, 200, 399])
            Assert.True(mask[bit]);
        for (int output = 0; output < 64; output++)
            Assert.Equal(output == 5, mask.AnyOutput(output, output));
        Assert.False(mask.AnyOutput(0, 4));
        Assert.True(mask.AnyOutput(0, 63));
        Assert.False(mask[5]);
        GC.KeepAlive(chosen);
    }

    private static ParameterMask Choice(int count, params int[] bits)
    {
        var mask = new ParameterMask(count);
        foreach (int bit in bits)
            mask[bit] = true;
        return mask;
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

using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

[RunsAtEveryInstructionSet]
public sealed class DropoutMaskTests
{
    private const int Rows = 400, Width = 251;

    [Fact]
    public void Fill_AnyRate_DropsThatShareAndKeepsTheMean()
    {
        foreach (float rate in (float[])[0.1f, 0.5f, 0.9f])
        {
            float[] mask = Fill(rate, key: 1);
            int dropped = mask.Count(static value => value == 0);

            // Five standard deviations of a binomial count.
            double limit = 5 * Deviation(rate, mask.Length), meanLimit = limit / mask.Length / (1 - rate);
            Assert.InRange(dropped - rate * mask.Length, -limit, limit);
            Assert.All(mask, value => Assert.True(value == 0 || value == 1 / (1 - rate)));
            Assert.InRange(mask.Average() - 1, -meanLimit, meanLimit);
        }
    }

    [Fact]
    public void Fill_RateZero_DropsNothing() => Assert.All(Fill(0, key: 1), static value => Assert.Equal(1, value));

    [Fact]
    public void Fill_NeighboursInEveryDirection_AreIndependent()
    {
        float[] mask = Fill(0.5f, key: 2), nextKey = Fill(0.5f, key: 3);
        foreach ((float[] other, int shift) in ((float[], int)[])[(mask, 1), (mask, 2), (mask, Width), (mask, Width + 1), (mask, 8), (nextKey, 0)])
        {
            int count = mask.Length - shift;
            int same = Enumerable.Range(0, count).Count(i => mask[i] == other[i + shift]);
            Assert.InRange(same - 0.5 * count, -5 * Deviation(0.5f, count), 5 * Deviation(0.5f, count));
        }
    }

    [Fact]
    public void Fill_RowsSplitAmongCalls_GivesTheSameMask()
    {
        float[] parts = new float[Rows * Width];
        foreach ((int begin, int end) in ((int, int)[])[(100, 399), (399, 400), (0, 3), (3, 100)])
            DropoutMask.Fill(ref parts[0], begin, end, Width, 0.3f, 9);
        Assert.Equal(Fill(0.3f, 9), parts);
    }

    [Fact]
    public void Fill_EveryWidthAtAGuardPage_WritesOnlyTheMask()
    {
        for (int width = 1; width < 40; width++)
        {
            using GuardedBuffer buffer = new(3 * width);
            DropoutMask.Fill(ref buffer.Reference, 0, 3, width, 0.5f, 1);
            Assert.All(buffer.Span.ToArray(), static value => Assert.True(value is 0 or 2));
        }
    }

    [Fact]
    public void Fill_OtherWidth_KeepsTheFactorOfRowAndColumn()
    {
        float[] wide = Fill(0.5f, 4), narrow = new float[Rows * 10];
        DropoutMask.Fill(ref narrow[0], 0, Rows, 10, 0.5f, 4);
        for (int row = 0; row < Rows; row++)
            Assert.Equal(wide.AsSpan(row * Width, 10), narrow.AsSpan(row * 10, 10));
    }

    [Fact]
    public void FillRows_AnyRowsInAnyOrder_HaveTheirFactorsAndNothingBesides()
    {
        float[] all = Fill(0.3f, 9);
        int[] rows = [7, 399, 0, 7, 123];
        int[] numbers = new int[rows.Length];
        DropoutMask.NumberRows(ref numbers[0], 1, 4);
        Assert.Equal([0, 1, 2, 3, 0], numbers);
        using GuardedBuffer mask = new(rows.Length * Width);
        DropoutMask.FillRows(ref mask.Reference, ref rows[0], 3, 5, Width, 0.3f, 9);
        Assert.All(mask.Span[..(3 * Width)].ToArray(), value => Assert.Equal(0, value));
        DropoutMask.FillRows(ref mask.Reference, ref rows[0], 0, 3, Width, 0.3f, 9);
        for (int place = 0; place < rows.Length; place++)
            Assert.Equal(all.AsSpan(rows[place] * Width, Width), mask.Span.Slice(place * Width, Width));
    }

    private static double Deviation(float rate, int count) => Math.Sqrt(rate * (1 - rate) * count);

    private static float[] Fill(float rate, ulong key)
    {
        float[] mask = new float[Rows * Width];
        DropoutMask.Fill(ref mask[0], 0, Rows, Width, rate, key);
        return mask;
    }
}

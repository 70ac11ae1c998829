using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

public sealed class CumulativeSumTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_RowsOfAMatrix_AddsInOrder(bool reverse)
    {
        const int Rows = 3;
        for (int columns = 1; columns <= 5; columns++)
        {
            using GuardedBuffer source = new(Rows * columns, new Random(columns)), result = new(Rows * columns);
            CumulativeSum.Run(ref source.Reference, 1, Rows, columns, reverse, ref result.Reference);
            float[] expected = new float[Rows * columns];
            for (int row = 1; row < Rows; row++)
            {
                float sum = 0;
                for (int i = 0; i < columns; i++)
                {
                    int at = (row * columns) + (reverse ? columns - 1 - i : i);
                    expected[at] = sum += source.Span[at];
                }
            }

            Assert.Equal(expected, result.Span);
        }
    }
}

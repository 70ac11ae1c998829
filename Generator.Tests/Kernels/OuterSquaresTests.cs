using System.Runtime.CompilerServices;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>The sum of squares of xᵀ · dy against the product itself, and against scalar additions in the same order, in memory that ends at guard pages.</summary>
[RunsAtEveryInstructionSet]
public sealed unsafe class OuterSquaresTests
{
    private const int Side = 4, Chunk = 512, Lanes = 8;

    private static readonly (int Rows, int Inputs, int Outputs)[] Sizes =
    [
        (1, 1, 1), (1, 9, 7), (2, 8, 3), (3, 15, 16), (4, 17, 31), (5, 2, 12), (7, 13, 5), (8, 24, 6), (9, 11, 10), (13, 4, 14), (17, 20, 19), (2, 511, 512), (5, 513, 1031),
    ];

    [Fact]
    public void Run_AnySize_AgreesWithTheSquaresOfTheProduct()
    {
        foreach ((int rows, int inputs, int outputs) in Sizes)
        {
            using GuardedBuffer x = new(rows * inputs, new Random(1)), dy = new(rows * outputs, new Random(2));
            double expected = 0;
            for (int k = 0; k < inputs; k++)
            {
                for (int n = 0; n < outputs; n++)
                {
                    double product = 0;
                    for (int row = 0; row < rows; row++) product += (double)x.Span[(row * inputs) + k] * dy.Span[(row * outputs) + n];
                    expected += product * product;
                }
            }

            Assert.Equal(expected, OuterSquares.Total(Run(x, dy, rows, 1)), 1e-12 * expected);
        }
    }

    [Fact]
    public void Run_AnySizeAndSplit_GivesTheBitsOfScalarAdditions()
    {
        foreach ((int rows, int inputs, int outputs) in Sizes)
        {
            using GuardedBuffer x = new(rows * inputs, new Random(1)), dy = new(rows * outputs, new Random(2));
            double[] expected = Reference(x.Span, inputs, dy.Span, outputs, rows);
            for (int workers = 1; workers <= 3; workers++)
                Assert.Equal(expected, Run(x, dy, rows, workers));
        }
    }

    [Fact]
    public void Total_PartOfAnElementBeyondFloats_IsNotFinite()
    {
        // Two rows that cancel out: the product is zero, half of it is not in the range of floats.
        using GuardedBuffer x = new(2), dy = new(2);
        (x.Span[0], x.Span[1], dy.Span[0], dy.Span[1]) = (1e20f, 1e20f, 1e20f, -1e20f);
        Assert.Equal(double.PositiveInfinity, OuterSquares.Total(Run(x, dy, 2, 1)));
        (dy.Span[0], dy.Span[1]) = (1e10f, -1e10f);
        Assert.Equal(0, OuterSquares.Total(Run(x, dy, 2, 1)));
        dy.Span[1] = float.NaN;
        Assert.False(double.IsFinite(OuterSquares.Total(Run(x, dy, 2, 1))));
        dy.Span[1] = float.PositiveInfinity;
        Assert.False(double.IsFinite(OuterSquares.Total(Run(x, dy, 2, 1))));
    }

    [Fact]
    public void Total_RoundedBelowZero_IsZero() => Assert.Equal(0, OuterSquares.Total([-1e-20, 1]));

    private static double[] Run(GuardedBuffer x, GuardedBuffer dy, int rows, int workers)
    {
        int tiles = OuterSquares.TilesOf(rows);
        double[] sums = new double[tiles * OuterSquares.SumsOfTile];
        fixed (double* target = sums)
        {
            for (int worker = workers - 1; worker >= 0; worker--)
            {
                (int begin, int end) = (tiles * worker / workers, tiles * (worker + 1) / workers);
                OuterSquares.Run(Pointer(x), x.Length / rows, Pointer(dy), dy.Length / rows, rows, begin, end, target);
            }
        }

        return sums;
    }

    private static float* Pointer(GuardedBuffer buffer) => (float*)Unsafe.AsPointer(ref buffer.Reference);

    private static double[] Reference(ReadOnlySpan<float> x, int inputs, ReadOnlySpan<float> dy, int outputs, int rows)
    {
        var sums = new List<double>();
        for (int first = 0; first < rows; first += Side)
        {
            for (int second = 0; second <= first; second += Side)
            {
                double sum = 0, bound = 0;
                for (int i = first; i < Math.Min(first + Side, rows); i++)
                {
                    for (int j = second; j < Math.Min(second + Side, rows); j++)
                        sum += Product(x, inputs, i, j) * Product(dy, outputs, i, j);
                    if (first == second)
                        bound += Math.Sqrt(Product(x, inputs, i, i) * Product(dy, outputs, i, i));
                }

                sums.AddRange([first == second ? sum : 2 * sum, bound]);
            }
        }

        return [.. sums];
    }

    /// <summary>Of each piece, first the sum of whole vectors, then that of what is left of a vector.</summary>
    private static double Product(ReadOnlySpan<float> matrix, int length, int first, int second)
    {
        double sum = 0;
        for (int at = 0; at < length; at += Chunk)
        {
            int end = Math.Min(at + Chunk, length), whole = at + ((end - at) / Lanes * Lanes);
            foreach ((int from, int to) in ((int, int)[])[(at, whole), (whole, end)])
            {
                double[] lanes = new double[Lanes];
                for (int i = from; i < to; i++)
                    lanes[(i - from) % Lanes] += (double)matrix[(first * length) + i] * matrix[(second * length) + i];
                for (int half = Lanes / 2; half > 0; half /= 2)
                {
                    for (int i = 0; i < half; i++) lanes[i] += lanes[half + i];
                }

                sum += lanes[0];
            }
        }

        return sum;
    }
}

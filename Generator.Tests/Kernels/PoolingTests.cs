using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

[RunsAtEveryInstructionSet]
public sealed class PoolingTests
{
    private const int Samples = 2;

    private static readonly Sizes[] Cases =
    [
        .. Enumerable.Range(1, 35).Select(c => new Sizes(4, 5, c, 2, 2, 2, 2, 0, 0, 2, 2)),
        new(1, 9, 3, 1, 3, 1, 2, 0, 0, 1, 4), new(5, 5, 17, 3, 3, 1, 1, 1, 1, 5, 5), new(4, 4, 2, 2, 2, 3, 3, 0, 0, 1, 1), new(5, 4, 3, 3, 2, 2, 2, 1, 0, 3, 2),
    ];

    private static Sizes _sizes = Cases[0];

    [Fact]
    public void Poolings_EverySize_FoldWindows() => Widths.ForEach(default(Forward));

    [Fact]
    public void Gradients_EverySize_GoWhereTheWindowsWere() => Widths.ForEach(default(Backward));

    [Fact]
    public void Max_NaNInAWindow_IsNaN()
    {
        _sizes = new(2, 2, 1, 2, 2, 2, 2, 0, 0, 1, 1);
        for (int place = 0; place < 4; place++)
        {
            using GuardedBuffer x = new(4, new Random(1)), y = new(1);
            x.Span[place] = float.NaN;
            PoolingForward<Simd128, Shape, StoringEpilogue>.Run<Largest>(ref x.Reference, 0, 1, new StoringEpilogue(ref y.Reference, 1));
            Assert.Equal(float.NaN, y.Span[0]);
        }
    }

    [Fact]
    public void MaxGradient_EqualElements_GoesToTheFirst()
    {
        _sizes = new(2, 2, 1, 2, 2, 2, 2, 0, 0, 1, 1);
        using GuardedBuffer x = new(4), y = new(1), gradient = new(1), result = new(4);
        gradient.Span[0] = 3;
        PoolingGradient<Simd128, Shape, StoringEpilogue>.Max(ref x.Reference, ref y.Reference, ref gradient.Reference, 0, 1, new StoringEpilogue(ref result.Reference, 1));
        Assert.Equal([3, 0, 0, 0], result.Span.ToArray());
    }

    private sealed record Sizes(int H, int W, int C, int Kh, int Kw, int Sy, int Sx, int Top, int Left, int Ho, int Wo)
    {
        public IEnumerable<(int Output, int[] Places)> Windows()
        {
            for (int output = 0; output < Ho * Wo * C; output++)
            {
                int row = (output / C / Wo * Sy) - Top, column = (output / C % Wo * Sx) - Left, channel = output % C;
                List<int> places = [];
                for (int y = Math.Max(row, 0); y < Math.Min(row + Kh, H); y++)
                {
                    for (int x = Math.Max(column, 0); x < Math.Min(column + Kw, W); x++)
                        places.Add((((y * W) + x) * C) + channel);
                }

                yield return (output, [.. places]);
            }
        }
    }

    private readonly struct Forward : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            foreach (Sizes sizes in Cases)
            {
                _sizes = sizes;
                int input = sizes.H * sizes.W * sizes.C, output = sizes.Ho * sizes.Wo * sizes.C;
                using GuardedBuffer x = new(Samples * input, new Random(1)), largest = new(Samples * output), mean = new(Samples * output);
                PoolingForward<V, Shape, StoringEpilogue>.Run<Largest>(ref x.Reference, 0, Samples, new StoringEpilogue(ref largest.Reference, sizes.C));
                PoolingForward<V, Shape, StoringEpilogue>.Run<Mean>(ref x.Reference, 0, Samples, new StoringEpilogue(ref mean.Reference, sizes.C));
                for (int sample = 0; sample < Samples; sample++)
                {
                    foreach ((int at, int[] places) in sizes.Windows())
                    {
                        float[] window = [.. places.Select(p => x.Span[(sample * input) + p])];
                        Assert.Equal(window.Max(), largest.Span[(sample * output) + at]);
                        Assert.Equal(window.Average(v => (double)v), mean.Span[(sample * output) + at], 1e-6);
                    }
                }
            }
        }
    }

    private readonly struct Backward : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            foreach (Sizes sizes in Cases)
            {
                _sizes = sizes;
                int input = sizes.H * sizes.W * sizes.C, output = sizes.Ho * sizes.Wo * sizes.C;
                using GuardedBuffer x = new(Samples * input, new Random(1)), y = new(Samples * output), gradient = new(Samples * output, new Random(2));
                using GuardedBuffer largest = new(Samples * input), mean = new(Samples * input);
                PoolingForward<V, Shape, StoringEpilogue>.Run<Largest>(ref x.Reference, 0, Samples, new StoringEpilogue(ref y.Reference, sizes.C));
                PoolingGradient<V, Shape, StoringEpilogue>.Max(
                    ref x.Reference, ref y.Reference, ref gradient.Reference, 0, Samples, new StoringEpilogue(ref largest.Reference, sizes.C));
                PoolingGradient<V, Shape, StoringEpilogue>.Average(ref gradient.Reference, 0, Samples, new StoringEpilogue(ref mean.Reference, sizes.C));
                double[] expectedLargest = new double[largest.Length], expectedMean = new double[mean.Length];
                for (int sample = 0; sample < Samples; sample++)
                {
                    foreach ((int at, int[] places) in sizes.Windows())
                    {
                        float value = gradient.Span[(sample * output) + at], top = y.Span[(sample * output) + at];
                        expectedLargest[places.Select(p => (sample * input) + p).First(p => x.Span[p] == top)] += value;
                        foreach (int place in places)
                            expectedMean[(sample * input) + place] += (double)value / places.Length;
                    }
                }

                Assert.All(expectedLargest.Zip(largest.Span.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
                Assert.All(expectedMean.Zip(mean.Span.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
            }
        }
    }

    private readonly struct Shape : IPoolingShape
    {
        public static int Height => _sizes.H;

        public static int Width => _sizes.W;

        public static int Channels => _sizes.C;

        public static int WindowHeight => _sizes.Kh;

        public static int WindowWidth => _sizes.Kw;

        public static int StrideY => _sizes.Sy;

        public static int StrideX => _sizes.Sx;

        public static int Top => _sizes.Top;

        public static int Left => _sizes.Left;

        public static int OutputHeight => _sizes.Ho;

        public static int OutputWidth => _sizes.Wo;
    }
}

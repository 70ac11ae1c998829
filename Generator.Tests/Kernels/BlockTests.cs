using System.Runtime.CompilerServices;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>The kernels over blocks of rows, against plain loops, on memory that ends at guard pages.</summary>
[RunsAtEveryInstructionSet]
public sealed class BlockTests
{
    [Fact]
    public void Products_EveryHeightOfTiles_AddInOrder() => Widths.ForEach(default(Products));

    [Fact]
    public void Weights_EveryTailAndCount_SumOverTheRowsOfTheBatch() => Widths.ForEach(default(Gradients));

    [Fact]
    public void Sums_EveryTailAndCount_LeaveOutRowsBeyondTheBatch() => Widths.ForEach(default(RowSums));

    [Fact]
    public void LoadAndStore_EveryTailAndCount_MoveEachElementAndRepeatTheLastRow() => Widths.ForEach(default(Moves));

    [Fact]
    public void DropoutMask_OfABlock_IsThatOfTheRows() => Widths.ForEach(default(Masks));

    private static int[] Counts<V>()
        where V : struct, ISimd<V> => [1, V.Count - 1, V.Count, V.Count + 1, (2 * V.Count) - 1, 2 * V.Count];

    private static GuardedBuffer Block<V>(int features, int seed)
        where V : struct, ISimd<V> => new(features * NetGen.Kernels.Block.Width<V>(), new Random(seed));

    private static GuardedBuffer Blocks<V>(BlockGroup blocks, int features, int seed)
        where V : struct, ISimd<V> => new(((blocks.Count - 1) * (int)blocks.Distance) + (features * NetGen.Kernels.Block.Width<V>()), new Random(seed));

    /// <summary>Where a feature of a row lies in the blocks.</summary>
    private static int At<V>(BlockGroup blocks, int feature, int row)
        where V : struct, ISimd<V>
    {
        int width = NetGen.Kernels.Block.Width<V>();
        return (row / width * (int)blocks.Distance) + (feature * width) + (row % width);
    }

    private readonly struct Products : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            foreach (int k in (int[])[1, 2, 7, 33])
            {
                for (int n = 1; n <= 28; n++)
                    Check<V>(k, n);
            }
        }

        private static void Check<V>(int k, int n)
            where V : struct, ISimd<V>
        {
            Product.Shape = (k, n);
            int width = NetGen.Kernels.Block.Width<V>();
            using GuardedBuffer x = Block<V>(k, 1), weights = new(k * n, new Random(2)), y = Block<V>(n, 3);
            for (int form = 0; form < 4; form++)
            {
                bool isTransposed = form % 2 == 1;
                y.Span.Clear();
                if (form < 2)
                    Multiply<V, Short>(isTransposed, x, weights, new(ref y.Reference));
                else
                    Multiply<V, Long>(isTransposed, x, weights, new(ref y.Reference));
                for (int at = 0; at < y.Length; at++)
                {
                    float expected = 0;
                    for (int step = 0; step < k; step++)
                    {
                        float weight = weights.Span[isTransposed ? (at / width * k) + step : (step * n) + (at / width)], value = x.Span[(step * width) + (at % width)];
                        expected = Widths.HasFusedMultiplyAdd ? MathF.FusedMultiplyAdd(weight, value, expected) : expected + weight * value;
                    }

                    Assert.True(expected == y.Span[at], $"K {k}, N {n}, {V.Count} lanes, form {form}: y[{at}] is {y.Span[at]:r}, not {expected:r}");
                }
            }
        }

        private static void Multiply<V, TEpilogue>(bool isTransposed, GuardedBuffer x, GuardedBuffer weights, TEpilogue epilogue)
            where V : struct, ISimd<V>
            where TEpilogue : struct, IBlockEpilogue, allows ref struct
        {
            if (isTransposed)
                BlockGemm.MultiplyTransposed<V, RunTimeShape, TEpilogue>(ref x.Reference, ref weights.Reference, epilogue);
            else
                BlockGemm.Multiply<V, RunTimeShape, TEpilogue>(ref x.Reference, ref weights.Reference, epilogue);
        }
    }

    private readonly struct Gradients : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            foreach (int k in (int[])[1, 6, 15])
            {
                foreach (int n in (int[])[.. Enumerable.Range(1, (4 * V.Count) + 4), (5 * V.Count) - 1, 5 * V.Count])
                {
                    foreach (int count in Counts<V>())
                        Check<V>(k, n, count);
                }
            }
        }

        private static void Check<V>(int k, int n, int count)
            where V : struct, ISimd<V>
        {
            Product.Shape = (k, n);
            Check<V>(k, n, new BlockGroup(1, 0, count));
            Check<V>(k, n, new BlockGroup(3, NetGen.Kernels.Block.Width<V>() * (Math.Max(k, BlockGradient.Stride(n)) + 1), count));
        }

        private static void Check<V>(int k, int n, BlockGroup blocks)
            where V : struct, ISimd<V>
        {
            int width = NetGen.Kernels.Block.Width<V>(), rows = ((blocks.Count - 1) * width) + blocks.LastRows;
            using GuardedBuffer x = Blocks<V>(blocks, k, 1), outputs = Blocks<V>(blocks, (n + V.Count - 1) / V.Count * V.Count, 2);
            using GuardedBuffer transposed = Blocks<V>(blocks, BlockGradient.Stride(n), 3), gradient = new(k * n), sums = new(n);
            BlockGradient.Transpose<V>(ref outputs.Reference, n, blocks, ref transposed.Reference);
            foreach (bool accumulate in (bool[])[false, true])
            {
                BlockGradient.Weights<V, RunTimeShape>(ref x.Reference, ref outputs.Reference, ref transposed.Reference, blocks, ref gradient.Reference, accumulate);
                BlockGradient.Sums<V>(ref outputs.Reference, ref transposed.Reference, n, blocks, ref sums.Reference, accumulate);
                double times = accumulate ? 2 : 1;
                for (int at = 0; at < k * n; at++)
                {
                    double expected = times * Sum(row => x.Span[At<V>(blocks, at / n, row)] * (double)outputs.Span[At<V>(blocks, at % n, row)]);
                    Assert.Equal(expected, gradient.Span[at], 1e-6 * Math.Max(10, Math.Abs(expected)));
                }

                for (int output = 0; output < n; output++)
                    Assert.Equal(times * Sum(row => outputs.Span[At<V>(blocks, output, row)]), sums.Span[output], 1e-5);
            }

            double Sum(Func<int, double> value) => Enumerable.Range(0, rows).Sum(value);
        }
    }

    private readonly struct RowSums : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            foreach (int count in Counts<V>())
            {
                Check<V>(new BlockGroup(1, 0, count));
                Check<V>(new BlockGroup(3, 5 * NetGen.Kernels.Block.Width<V>(), count));
            }
        }

        private static void Check<V>(BlockGroup blocks)
            where V : struct, ISimd<V>
        {
            int width = NetGen.Kernels.Block.Width<V>(), rows = ((blocks.Count - 1) * width) + blocks.LastRows;
            using GuardedBuffer source = Blocks<V>(blocks, 3, 1), sums = new(3);
            for (int feature = 0; feature < 3; feature++)
                source.Span.Slice(At<V>(blocks, feature, rows - 1) + 1, width - blocks.LastRows).Fill(float.NaN);
            BlockSum.Run<V>(ref source.Reference, 3, blocks, ref sums.Reference, accumulate: false);
            BlockSum.Run<V>(ref source.Reference, 3, blocks, ref sums.Reference, accumulate: true);
            for (int feature = 0; feature < 3; feature++)
                Assert.Equal(2 * Enumerable.Range(0, rows).Sum(row => (double)source.Span[At<V>(blocks, feature, row)]), sums.Span[feature], 1e-5);
        }
    }

    private readonly struct Moves : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            int width = NetGen.Kernels.Block.Width<V>();
            for (int features = 1; features <= (2 * V.Count) + 1; features++)
            {
                foreach (int count in Counts<V>())
                {
                    using GuardedBuffer rows = new(count * features, new Random(features)), block = Block<V>(features, 1), stored = new(count * features);
                    BlockMemory.Load<V>(ref rows.Reference, features, count, ref block.Reference);
                    for (int at = 0; at < block.Length; at++)
                        Assert.Equal(rows.Span[(Math.Min(at % width, count - 1) * features) + (at / width)], block.Span[at]);
                    BlockMemory.Store<V>(ref block.Reference, features, count, ref stored.Reference);
                    Assert.Equal(rows.Span, stored.Span);

                    int[] labels = [.. Enumerable.Range(0, count * features).Select(i => i * 1000)];
                    BlockMemory.Load<V>(ref labels[0], features, count, ref block.Reference);
                    for (int at = 0; at < block.Length; at++)
                        Assert.Equal(labels[(Math.Min(at % width, count - 1) * features) + (at / width)], block.Span[at]);
                }
            }
        }
    }

    private readonly struct Masks : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            int width = NetGen.Kernels.Block.Width<V>();
            float[] rows = new float[(width + 3) * 11];
            NetGen.Kernels.DropoutMask.Fill(ref rows[0], 0, width + 3, 11, 0.3f, 77);
            using GuardedBuffer block = Block<V>(11, 1);
            NetGen.Kernels.DropoutMask.FillBlock<V>(ref block.Reference, 3, 11, 0.3f, 77);
            for (int at = 0; at < block.Length; at++)
                Assert.Equal(rows[((3 + (at % width)) * 11) + (at / width)], block.Span[at]);
        }
    }

    /// <summary>Adds to a y that starts at zero, so that a result stored twice is seen.</summary>
    private static void Add<V>(V value, ref float y, nuint feature, nuint lane)
        where V : struct, ISimd<V>
    {
        nuint at = (feature * (nuint)NetGen.Kernels.Block.Width<V>()) + lane;
        V.Store(V.Load(ref y, at) + value, ref y, at);
    }

    private readonly ref struct Short(ref float y) : IBlockEpilogue
    {
        private readonly ref float _y = ref y;

        public static bool IsShort => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store<V>(V value, nuint feature, nuint lane)
            where V : struct, ISimd<V> => Add(value, ref _y, feature, lane);
    }

    private readonly ref struct Long(ref float y) : IBlockEpilogue
    {
        private readonly ref float _y = ref y;

        public static bool IsShort => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store<V>(V value, nuint feature, nuint lane)
            where V : struct, ISimd<V> => Add(value, ref _y, feature, lane);
    }
}

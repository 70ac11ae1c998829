using System.Runtime.CompilerServices;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

[RunsAtEveryInstructionSet]
public sealed class VectorKernelTests
{
    [Fact]
    public void ColumnSum_EveryTail_AddsRowsInOrder() => Widths.ForEach(default(ColumnSums));

    [Fact]
    public void ColumnSum_OneColumn_IsASumByTheTree()
    {
        using GuardedBuffer source = new(1000, new Random(3)), sum = new(1);
        ColumnSum.Run(ref source.Reference, 1000, 1, 0, 1, ref sum.Reference);
        Assert.Equal(Reduction.Sum(ref source.Reference, 1000), sum.Span[0]);
        ColumnSum.Run(ref source.Reference, 900, 1, 1, 1, ref sum.Reference);
        Assert.Equal(Reduction.Sum(ref source.Reference, 1000), sum.Span[0]);
    }

    [Fact]
    public void ColumnSum_PartOfTheColumns_LeavesTheOthers()
    {
        using GuardedBuffer source = new(3 * 20, new Random(1)), sums = new(20);
        ColumnSum.Run(ref source.Reference, 3, 20, 4, 11, ref sums.Reference);
        for (int column = 0; column < 20; column++)
            Assert.Equal(column is >= 4 and < 11 ? source.Span[column] + source.Span[20 + column] + source.Span[40 + column] : 0, sums.Span[column]);
    }

    [Fact]
    public void Sum_EveryLength_HasTheSameBitsAtEveryWidth()
    {
        foreach (int length in (int[])[.. Enumerable.Range(0, 140), 4095, 4096, 4097, 10_000, 65_536, 70_001])
        {
            using GuardedBuffer source = new(length, new Random(length));
            Sums sums = new(source);
            Widths.ForEach(sums);

            double exact = 0, magnitude = 0;
            foreach (float value in source.Span)
                (exact, magnitude) = (exact + value, magnitude + Math.Abs(value));
            Assert.All(sums.Results, sum => Assert.Equal(Reduction.Sum(ref source.Reference, length), sum));
            Assert.True(Math.Abs(sums.Results[0] - exact) <= 70 * Math.Pow(2, -24) * magnitude);
        }
    }

    [Fact]
    public void Transpose_EveryTail_MovesEachElement() => Widths.ForEach(default(Transpositions));

    [Fact]
    public void RowKernel_EveryLengthAndWidth_TouchesEachElementOnce()
    {
        Widths.ForEach(default(Doubled));

        using GuardedBuffer buffer = new(40, new Random(1));
        float[] expected = [.. buffer.Span.ToArray().Select(static value => 2 * value)];
        RowKernel.Run(new DoubleRows(ref buffer.Reference, 5), 0, 8);
        RowKernel.Run(new DoubleRows(ref buffer.Reference, 5), 3, 3);
        Assert.Equal(expected, buffer.Span);
    }

    private readonly struct Transpositions : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            for (int rows = 0; rows <= 2 * V.Count + 1; rows++)
            {
                for (int columns = 0; columns <= 2 * V.Count + 1; columns++)
                    Check<V>(rows, columns);
            }
        }

        private static void Check<V>(int rows, int columns)
            where V : struct, ISimd<V>
        {
            int sourceStride = columns + 2, destinationStride = rows + 3;
            using GuardedBuffer source = new(Math.Max(0, (rows - 1) * sourceStride + columns), new Random(4));
            using GuardedBuffer destination = new(Math.Max(0, (columns - 1) * destinationStride + rows));
            Transpose.Run<V>(ref source.Reference, rows, columns, sourceStride, ref destination.Reference, destinationStride);

            float[] expected = new float[destination.Length];
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                    expected[column * destinationStride + row] = source.Span[row * sourceStride + column];
            }

            Assert.Equal(expected, destination.Span);
        }
    }

    private readonly struct ColumnSums : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            foreach (int rows in (int[])[0, 1, 7])
            {
                for (int columns = 2; columns <= 6 * V.Count + 1; columns++)
                {
                    using GuardedBuffer source = new(rows * columns, new Random(columns)), sums = new(columns);
                    ColumnSum.Run<V>(ref source.Reference, rows, columns, 0, columns, ref sums.Reference);
                    for (int column = 0; column < columns; column++)
                    {
                        float expected = 0;
                        for (int row = 0; row < rows; row++)
                            expected += source.Span[row * columns + column];
                        Assert.Equal(expected, sums.Span[column]);
                    }
                }
            }
        }
    }

    private sealed class Sums(GuardedBuffer source) : IWidthAction
    {
        public List<float> Results { get; } = [];

        public void Run<V>()
            where V : struct, ISimd<V>
            => Results.Add(Reduction.Sum<V>(ref source.Reference, source.Length));
    }

    private readonly struct Doubled : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            for (int width = 0; width <= 3 * V.Count + 1; width++)
            {
                using GuardedBuffer buffer = new(3 * width, new Random(width));
                float[] expected = [.. buffer.Span.ToArray().Select((value, i) => i < width ? value : 2 * value)];
                new DoubleRows(ref buffer.Reference, width).Rows<V>(1, 3);
                Assert.Equal(expected, buffer.Span);
            }
        }
    }

    /// <summary>The loop that the compiler emits for an elementwise kernel.</summary>
    private readonly ref struct DoubleRows(ref float values, int width) : IRowKernel
    {
        private readonly ref float _values = ref values;
        private readonly nuint _width = (nuint)width;

        public void Rows<V>(nuint begin, nuint end)
            where V : struct, ISimd<V>
        {
            nuint i = begin * _width, last = end * _width;
            for (; i + (nuint)V.Count <= last; i += (nuint)V.Count)
                Body<V, FullLanes<V>>(i, default);
            if (i < last)
                Body<V, TailLanes<V>>(i, new(last - i));
        }

        private void Body<V, L>(nuint i, L lanes)
            where V : struct, ISimd<V>
            where L : struct, ILanes<V>
            => lanes.Store(V.Create(2f) * lanes.Load(ref _values, i), ref _values, i);
    }
}

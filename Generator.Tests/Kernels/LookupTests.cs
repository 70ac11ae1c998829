using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>Lookups and their gradient beside plain loops, at every width, with tails and tables that end at guard pages.</summary>
[RunsAtEveryInstructionSet]
public sealed class LookupTests
{
    private const int Rows = 7;

    // The first and the last row, one several times, two never, and three numbers that are no row.
    private static readonly int[] Numbers = [6, 0, 3, 3, -1, 3, 7, 5, 1, 0, int.MinValue, 6];

    [Fact]
    public void Run_EveryTail_GivesTheRowsAndNaNForNone() => Widths.ForEach(default(Forward));

    [Fact]
    public void Gradient_EveryTail_SumsInOrderOverAnySplit() => Widths.ForEach(default(Backward));

    [Fact]
    public void Gradient_SkippingZeros_LeavesTheOtherRows()
    {
        Product.Shape = (Rows, 5);
        using GuardedBuffer gradient = new(Numbers.Length * 5, new Random(1)), result = new(Rows * 5);
        result.Span.Fill(-9);
        int[] numbers = [.. Numbers];
        LookupGradient.Run<int, RunTimeShape, SkipZeros>(
            ref numbers[0], ref gradient.Reference, numbers.Length, 0, Rows, new SkipZeros(ref result.Reference, 5));
        for (int row = 0; row < Rows; row++)
            Assert.Equal(numbers.Contains(row), result.Span[row * 5] != -9);
    }

    [Fact]
    public void RunAndGradient_OfATableForEachRow_UseItsOwn()
    {
        const int Tables = 3, PerTable = 4, Width = 5;
        Product.Shape = (Rows, Width);
        float[] numbers = [.. Numbers.Select(n => (float)n)];
        numbers[8] = float.NaN;
        using GuardedBuffer table = new(Tables * Rows * Width, new Random(1)), result = new(Numbers.Length * Width);
        Lookup.Run<float, RunTimeShape, Store>(ref numbers[0], ref table.Reference, PerTable, 0, numbers.Length, new Store(ref result.Reference, Width));
        using GuardedBuffer gradient = new(result.Length, new Random(2)), sums = new(table.Length);
        LookupGradient.RunEach<float, RunTimeShape, Store>(
            ref numbers[0], ref gradient.Reference, PerTable, 0, Tables, new Store(ref sums.Reference, Width));

        float[] expected = new float[sums.Length];
        for (int at = 0; at < numbers.Length; at++)
        {
            for (int column = 0; column < Width; column++)
            {
                int row = at == 8 ? -1 : Numbers[at];
                int source = (((at / PerTable * Rows) + row) * Width) + column;
                Assert.Equal(row is < 0 or >= Rows ? float.NaN : table.Span[source], result.Span[(at * Width) + column]);
                if (row is >= 0 and < Rows) expected[source] += gradient.Span[(at * Width) + column];
            }
        }

        Assert.Equal(expected, sums.Span);
    }

    private readonly struct Forward : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            for (int width = 1; width <= (3 * V.Count) + 1; width++)
            {
                Product.Shape = (Rows, width);
                using GuardedBuffer table = new(Rows * width, new Random(width)), result = new(Numbers.Length * width);
                using GuardedBuffer memory = new(Numbers.Length);
                Span<int> numbers = MemoryMarshal.Cast<float, int>(memory.Span);
                Numbers.CopyTo(numbers);
                Lookup.Run<V, int, RunTimeShape, Store>(
                    ref numbers[0], ref table.Reference, 0, 0, 5, new Store(ref result.Reference, width));
                Lookup.Run<V, int, RunTimeShape, Store>(
                    ref numbers[0], ref table.Reference, 0, 5, Numbers.Length, new Store(ref result.Reference, width));
                for (int at = 0; at < Numbers.Length * width; at++)
                {
                    int row = Numbers[at / width];
                    Assert.Equal(row is < 0 or >= Rows ? float.NaN : table.Span[(row * width) + (at % width)], result.Span[at]);
                }
            }
        }
    }

    private readonly struct Backward : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            for (int width = 1; width <= (3 * V.Count) + 1; width++)
            {
                Product.Shape = (Rows, width);
                using GuardedBuffer gradient = new(Numbers.Length * width, new Random(width)), result = new(Rows * width);
                int[] numbers = [.. Numbers];
                float[] expected = new float[Rows * width];
                for (int at = 0; at < numbers.Length * width; at++)
                {
                    if (numbers[at / width] is var row and >= 0 and < Rows)
                        expected[(row * width) + (at % width)] += gradient.Span[at];
                }

                for (int split = 0; split <= Rows; split += 3)
                {
                    result.Span.Fill(float.NaN);
                    Part<V>(numbers, gradient, result, width, 0, split);
                    Part<V>(numbers, gradient, result, width, split, Rows);
                    Assert.Equal(expected, result.Span);
                }
            }
        }

        private static void Part<V>(int[] numbers, GuardedBuffer gradient, GuardedBuffer result, int width, int from, int to)
            where V : struct, ISimd<V> =>
            LookupGradient.Run<V, int, RunTimeShape, Store>(
                ref numbers[0], ref gradient.Reference, numbers.Length, from, to, new Store(ref result.Reference, width));
    }

    private readonly ref struct Store(ref float c, int stride) : IEpilogue
    {
        private readonly ref float _c = ref c;
        private readonly nuint _stride = (nuint)stride;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void IEpilogue.Store<V, L>(V value, nuint row, nuint column, L lanes) => lanes.Store(value, ref _c, (row * _stride) + column);
    }

    private readonly ref struct SkipZeros(ref float c, int stride) : IEpilogue
    {
        private readonly ref float _c = ref c;
        private readonly nuint _stride = (nuint)stride;

        static bool IEpilogue.SkipsZeros => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void IEpilogue.Store<V, L>(V value, nuint row, nuint column, L lanes) => lanes.Store(value, ref _c, (row * _stride) + column);
    }
}

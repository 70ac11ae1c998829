using System.Runtime.CompilerServices;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

[RunsAtEveryInstructionSet]
public sealed class GemmTests
{
    // Past three vectors of columns and three tiles of rows, so that every tail follows full tiles, or comes alone.
    private static readonly int[] Depths = [1, 2, 5, 16, 33];

    [Fact]
    public void Multiply_EveryTailOfColumns_AddsProductsInOrder() => Widths.ForEach(default(ForwardColumns));

    [Fact]
    public void Multiply_EveryTailOfRows_AddsProductsInOrder() => Widths.ForEach(default(ForwardRows));

    [Fact]
    public void Multiply_FewRows_AddsProductsInOrder() => Widths.ForEach(default(ForwardFewRows));

    [Fact]
    public void MultiplyOuter_EveryTail_AddsProductsInOrder() => Widths.ForEach(default(OuterTails));

    [Fact]
    public void MultiplyOuter_ResultBeyondTheCaches_AddsProductsInOrder() => Widths.ForEach(default(LargeOuter));

    [Fact]
    public void MultiplyTransposed_EveryTail_AgreesWithDoublePrecision() => Widths.ForEach(default(TransposedTails));

    [Fact]
    public void Products_RowsSplitAmongCalls_GiveTheSameBits() => Widths.ForEach(default(Splits));

    [Fact]
    public void Products_ShapesInTheType_GiveTheBitsOfShapesAtRunTime()
    {
        Product.Shape = (SmallShape.K, SmallShape.N);
        foreach (int rows in (int[])[1, 3, 8, 19, 33])
        {
            foreach (ProductKind kind in Enum.GetValues<ProductKind>())
            {
                using Product dynamic = new(kind, rows), constant = new(kind, rows);
                dynamic.RunAtNativeWidth<RunTimeShape>();
                constant.RunAtNativeWidth<SmallShape>();
                Assert.Equal(dynamic.Result, constant.Result);
            }
        }
    }

    private readonly struct ForwardColumns : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            for (int columns = 1; columns <= 3 * V.Count + 1; columns++)
            {
                foreach (int depth in Depths)
                    Product.CheckInOrder<V>(ProductKind.Forward, 9, depth, columns);
            }
        }
    }

    private readonly struct ForwardRows : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            for (int rows = 0; rows <= 3 * V.Count + 1; rows++)
            {
                foreach (int columns in (int[])[1, V.Count, V.Count + 3, 2 * V.Count])
                    Product.CheckInOrder<V>(ProductKind.Forward, rows, 7, columns);
            }
        }
    }

    private readonly struct ForwardFewRows : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            for (int columns = 1; columns <= 9 * V.Count + 1; columns++)
                Product.CheckInOrder<V>(ProductKind.Forward, 1, 11, columns);

            // Weights beyond the cache, and results beyond one block of partial sums.
            for (int rows = 1; rows <= 4; rows++)
            {
                Product.CheckInOrder<V>(ProductKind.Forward, rows, 805, 83);
                Product.CheckInOrder<V>(ProductKind.Forward, rows, 67, 1024 + V.Count + 1);
            }
        }
    }

    private readonly struct OuterTails : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            for (int size = 1; size <= 3 * V.Count + 1; size++)
            {
                foreach (int rows in (int[])[0, 1, 2, 17])
                {
                    Product.CheckInOrder<V>(ProductKind.Outer, rows, 9, size);
                    Product.CheckInOrder<V>(ProductKind.Outer, rows, size, V.Count + 1);
                }
            }
        }
    }

    private readonly struct LargeOuter : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            foreach (int tail in (int[])[0, 1, V.Count, V.Count + 3])
                Product.CheckInOrder<V>(ProductKind.Outer, 17, 1029, 512 + tail);

            using Product whole = new(ProductKind.Outer, 40), parts = new(ProductKind.Outer, 40);
            whole.Run<V, RunTimeShape>(0, whole.ResultRows);
            parts.Run<V, RunTimeShape>(0, 16);
            parts.Run<V, RunTimeShape>(16, 560);
            parts.Run<V, RunTimeShape>(560, parts.ResultRows);
            Assert.Equal(whole.Result, parts.Result);
        }
    }

    private readonly struct TransposedTails : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            for (int size = 1; size <= 3 * V.Count + 1; size++)
            {
                Product.CheckClose<V>(ProductKind.Transposed, 5, size, 6);
                Product.CheckClose<V>(ProductKind.Transposed, 18, size, 2 * V.Count + 1);
                Product.CheckClose<V>(ProductKind.Transposed, 18, 7, size);
                Product.CheckClose<V>(ProductKind.Transposed, size, 3 * V.Count + 1, 5);
            }

            Product.CheckClose<V>(ProductKind.Transposed, 35, 300, 40);
        }
    }

    private readonly struct Splits : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            foreach (ProductKind kind in Enum.GetValues<ProductKind>())
            {
                foreach ((int depth, int columns) in ((int, int)[])[(70, 50), (21, 3 * V.Count + 2), (280, 33)])
                {
                    Product.Shape = (depth, columns);
                    using Product whole = new(kind, 50), parts = new(kind, 50);
                    int rows = whole.ResultRows;
                    whole.Run<V, RunTimeShape>(0, rows);
                    for (int begin = 0; begin < rows; begin += 16)
                        parts.Run<V, RunTimeShape>(begin, Math.Min(rows, begin + 16));
                    Assert.Equal(whole.Result, parts.Result);
                }
            }
        }
    }

    private readonly struct SmallShape : IMatMulShape
    {
        public static int K => 19;
        public static int N => 37;
    }
}

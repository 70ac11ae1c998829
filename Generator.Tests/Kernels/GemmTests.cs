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
    public void Multiply_FewRows_AddsProductsInTheirPartsInOrder() => Widths.ForEach(default(ForwardFewRows));

    [Fact]
    public void Multiply_FewRowsWithALongEpilogue_AddsProductsInTheirPartsInOrder()
    {
        Product.HasLongEpilogue = true;
        try
        {
            Widths.ForEach(default(ForwardFewRows));
        }
        finally
        {
            Product.HasLongEpilogue = false;
        }
    }

    [Fact]
    public void Multiply_OneColumn_AgreesWithDoublePrecision() => Widths.ForEach(default(ForwardOneColumn));

    [Fact]
    public void MultiplyTransposed_OneRow_HasTheBitsOfARowAmongOthers() => Widths.ForEach(default(TransposedOneRow));

    [Fact]
    public void MultiplyOuter_EveryTail_AddsProductsInOrder() => Widths.ForEach(default(OuterTails));

    [Fact]
    public void MultiplyOuter_ResultBeyondTheCaches_AddsProductsInOrder() => Widths.ForEach(default(LargeOuter));

    [Fact]
    public void MultiplyOuter_ResultBeyondTheSecondCache_AddsProductsInOrder() => Widths.ForEach(default(FarOuter));

    [Fact]
    public void MultiplyTransposed_EveryTail_AgreesWithDoublePrecision() => Widths.ForEach(default(TransposedTails));

    [Fact]
    public void Products_InSmallBlocks_AddProductsInOrder() => Widths.ForEach(default(SmallBlocks));

    [Fact]
    public void Products_LargeEnoughForBlocks_AddProductsInOrder() => Widths.ForEach(default(LargeProducts));

    [Fact]
    public void Products_OfExperts_AddProductsInOrder() => Widths.ForEach(default(ExpertProducts));

    [Fact]
    public void Products_OfExpertsSplitAmongCalls_GiveTheSameBits() => Widths.ForEach(default(ExpertSplits));

    [Fact]
    public void Products_ColumnsSplitAmongCalls_GiveTheSameBits() => Widths.ForEach(default(ColumnSplits));

    [Fact]
    public void Products_RowsSplitAmongCalls_GiveTheSameBits() => Widths.ForEach(default(Splits));

    [Fact]
    public void Products_RowsSplitAnywhere_GiveTheSameBits() => Widths.ForEach(default(SplitsAnywhere));

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
                // A single column is summed in lanes where it is alone in its block: that has a test of its own.
                foreach (int columns in (int[])[rows % 16 == 1 ? 2 : 1, V.Count, V.Count + 3, 2 * V.Count])
                    Product.CheckInOrder<V>(ProductKind.Forward, rows, 7, columns);
            }
        }
    }

    private readonly struct ForwardFewRows : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            for (int columns = 2; columns <= 9 * V.Count + 1; columns++)
                Product.CheckInOrder<V>(ProductKind.Forward, 1, 11, columns);
            for (int depth = 1; depth <= 19; depth++)
            {
                foreach (int columns in (int[])[2, V.Count - 1, V.Count, V.Count + 1, 2 * V.Count + 1, 3 * V.Count + 2, 5 * V.Count - 1])
                    Product.CheckInOrder<V>(ProductKind.Forward, 1, depth, columns);
            }

            // Weights beyond the cache, and results beyond one block of partial sums.
            for (int rows = 1; rows <= 4; rows++)
            {
                Product.CheckInOrder<V>(ProductKind.Forward, rows, 805, 83);
                Product.CheckInOrder<V>(ProductKind.Forward, rows, 67, 1024 + V.Count + 1);
            }
        }
    }

    private readonly struct ForwardOneColumn : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            for (int depth = 1; depth <= 5 * V.Count + 1; depth++)
            {
                Product.CheckClose<V>(ProductKind.Forward, 1, depth, 1);
                Product.CheckClose<V>(ProductKind.Forward, 17, depth, 1);
            }
        }
    }

    private readonly struct TransposedOneRow : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            for (int size = 1; size <= 3 * V.Count + 1; size++)
            {
                foreach ((int depth, int columns) in ((int, int)[])[(size, 21), (13, size), (300, size)])
                {
                    // Rows that are packed together have bits of their own: three are not.
                    Product.Shape = (depth, columns);
                    using Product whole = new(ProductKind.Transposed, 3), parts = new(ProductKind.Transposed, 3);
                    whole.Run<V, RunTimeShape>(0, 3);
                    for (int row = 0; row < 3; row++)
                        parts.Run<V, RunTimeShape>(row, row + 1);
                    Assert.Equal(whole.Result, parts.Result);
                    Product.CheckClose<V>(ProductKind.Transposed, 1, depth, columns);
                }
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

    /// <summary>Results that are asked for while their tile is computed, with fewer steps than lines and with more.</summary>
    private readonly struct FarOuter : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            foreach (int rows in (int[])[2, 5, 17, 130, 513])
            {
                foreach (int tail in (int[])[0, 1, 5, V.Count, V.Count + 3, 2 * V.Count + 1])
                    Product.CheckInOrder<V>(ProductKind.Outer, rows, 131, 256 + tail);
            }
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

    /// <summary>Every place where blocks of the contraction, of rows and of columns may end.</summary>
    private readonly struct SmallBlocks : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            nuint tiles = 2 * (nuint)GemmTile<V>.MaxRows, panel = 2 * (nuint)V.Count;
            foreach (GemmBlocks blocks in (GemmBlocks[])[new(5, panel, tiles, tiles), new(7, 2 * panel, 2 * tiles, 4 * tiles), new(64, 2 * panel, tiles, tiles)])
            {
                foreach (ProductKind kind in Enum.GetValues<ProductKind>())
                {
                    foreach (int size in (int[])[1, 5, V.Count, V.Count + 3, 2 * V.Count, 4 * V.Count + 1, 5 * V.Count, 6 * V.Count + 2])
                    {
                        Product.CheckBlocked<V>(kind, 23, 12, size, blocks);
                        Product.CheckBlocked<V>(kind, size, 17, 2 * V.Count + 1, blocks);
                        Product.CheckBlocked<V>(kind, 9, size, 4 * V.Count + 2, blocks);
                    }
                }
            }
        }
    }

    /// <summary>The thresholds lead to blocks, or to parts of A, by themselves.</summary>
    private readonly struct LargeProducts : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            Product.CheckInOrder<V>(ProductKind.Forward, 66, 2700, 201);
            Product.CheckInOrder<V>(ProductKind.Forward, 66, 150, 901);
            Product.CheckInOrder<V>(ProductKind.Forward, 66, 700, 201);
            Product.CheckInOrder<V>(ProductKind.Forward, 130, 1100, 67);
            Product.CheckInOrder<V>(ProductKind.Forward, 64, 64, 1024);
            Product.CheckInOrder<V>(ProductKind.Transposed, 32, 600, 70);
            Product.CheckInOrder<V>(ProductKind.Transposed, 48, 130, 530);
            Product.CheckInOrder<V>(ProductKind.Outer, 1200, 50, 230);
            Product.CheckInOrder<V>(ProductKind.Outer, 300, 9, 900);
            Product.CheckInOrder<V>(ProductKind.Outer, 300, 470, 230);
        }
    }

    private readonly struct ColumnSplits : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            foreach (ProductKind kind in Enum.GetValues<ProductKind>())
            {
                foreach ((int depth, int columns, int rows) in ((int, int, int)[])[(70, 98, 50), (70, 98, 49), (70, 101, 50), (33, 34, 17), (21, 96, 1), (280, 133, 66), (600, 230, 3), (1024, 513, 17), (19, 64, 33), (19, 40, 1)])
                {
                    Product.Shape = (depth, columns);
                    using Product whole = new(kind, rows), parts = new(kind, rows);
                    whole.Run<V, RunTimeShape>(0, whole.ResultRows);
                    int half = whole.ResultRows / 32 * 16;
                    foreach ((int begin, int end) in ((int, int)[])[(0, 32), (32, Math.Min(96, columns)), (Math.Min(96, columns), columns)])
                    {
                        parts.Run<V, RunTimeShape>(new GemmRange(0, (nuint)half, (nuint)begin, (nuint)end));
                        parts.Run<V, RunTimeShape>(new GemmRange((nuint)half, (nuint)whole.ResultRows, (nuint)begin, (nuint)end));
                    }

                    Assert.Equal(whole.Result, parts.Result);
                }
            }
        }
    }

    private readonly struct Splits : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            foreach (ProductKind kind in Enum.GetValues<ProductKind>())
            {
                foreach ((int depth, int columns, int samples) in ((int, int, int)[])[(70, 50, 50), (21, 3 * V.Count + 2, 49), (900, 83, 35), (900, 83, 33), (70, 98, 33), (280, 33, 33), (19, 1, 33)])
                {
                    Product.Shape = (depth, columns);
                    using Product whole = new(kind, samples), parts = new(kind, samples);
                    int rows = whole.ResultRows;
                    whole.Run<V, RunTimeShape>(0, rows);
                    for (int begin = 0; begin < rows; begin += 16)
                        parts.Run<V, RunTimeShape>(begin, Math.Min(rows, begin + 16));
                    Assert.Equal(whole.Result, parts.Result);
                }
            }
        }
    }

    private readonly struct SplitsAnywhere : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            foreach (ProductKind kind in (ProductKind[])[ProductKind.Forward, ProductKind.Transposed])
            {
                foreach ((int depth, int columns) in ((int, int)[])[(70, 50), (21, 3 * V.Count + 2), (300, 275), (19, 1), (1, 40), (33, 200), (300, 16)])
                {
                    foreach (int rows in (int[])[1, 2, 15, 16, 17, 24, 33, 41])
                        Check<V>(kind, depth, columns, rows);
                }
            }
        }

        private static void Check<V>(ProductKind kind, int depth, int columns, int rows)
            where V : struct, ISimd<V>
        {
            Product.Shape = (depth, columns);
            using Product whole = new(kind, rows);
            whole.Run<V, RunTimeShape>(0, rows);
            foreach (int share in (int[])[1, 4, 7, 8, 19])
            {
                using Product parts = new(kind, rows);
                for (int begin = 0; begin < rows; begin += share)
                    parts.RunPart<V>(begin, Math.Min(rows, begin + share));
                Assert.Equal(whole.Result, parts.Result);
            }
        }
    }

    private readonly struct ExpertProducts : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            foreach (int rows in (int[])[4, 5, 15, 16, 20, 36, 41])
            {
                Product.CheckInOrder<V, RunTimeExpertShape>(ProductKind.Forward, rows, 64, 1024);
                Product.CheckInOrder<V, RunTimeExpertShape>(ProductKind.Forward, rows, 530, 250);
                Product.CheckInOrder<V, RunTimeExpertShape>(ProductKind.Outer, rows, 257, 259);
                Product.CheckInOrder<V, RunTimeExpertShape>(ProductKind.Transposed, rows, 200, 331);
                Product.CheckInOrder<V, RunTimeExpertShape>(ProductKind.Transposed, rows, 600, 115);
            }
        }
    }

    private readonly struct ExpertSplits : IWidthAction
    {
        public void Run<V>()
            where V : struct, ISimd<V>
        {
            foreach (ProductKind kind in Enum.GetValues<ProductKind>())
            {
                foreach (int samples in (int[])[33, 35, 36, 47])
                {
                    Product.Shape = (530, 250);
                    using Product whole = new(kind, samples), parts = new(kind, samples);
                    int rows = whole.ResultRows;
                    whole.Run<V, RunTimeExpertShape>(0, rows);
                    for (int begin = 0; begin < rows; begin += 16)
                        parts.Run<V, RunTimeExpertShape>(begin, Math.Min(rows, begin + 16));
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

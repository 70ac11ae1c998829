using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// Dot products of rows with two or four columns, sixteen at once: each is summed in the lanes of a vector, and these as by <see cref="Simd512.SumFour"/>.
/// </summary>
internal static unsafe class GemmNarrowDots
{
    private const nuint Lanes = 16, Results = 16, Rows = 4, TallRows = 8;

    /// <summary>Computes two or four results for each row.</summary>
    /// <param name="a">The first row, whose steps are side by side.</param>
    /// <param name="rowA">From one row to the next.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="b">The first column, whose steps are side by side.</param>
    /// <param name="columnB">From one column to the next.</param>
    /// <param name="columns">Columns that there are, at least half of the results: the others repeat the last.</param>
    /// <param name="steps">Length of the contraction.</param>
    /// <param name="sums">Receives the results, row by row; their number is rounded up to a multiple of sixteen.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TColumns>(float* a, nuint rowA, nuint rows, float* b, nuint columnB, nuint columns, nuint steps, float* sums)
        where TColumns : unmanaged, ITileSize
    {
        nuint lastB = (columns - 1) * columnB;
        if (sizeof(TColumns) == 2)
        {
            for (; rows >= TallRows; rows -= TallRows, a += TallRows * rowA, sums += Results)
                Tile<Eight, TColumns>(a, rowA, Rows, b, columnB, lastB, steps, sums);
        }

        for (nuint some; rows > 0; rows -= some, a += some * rowA, sums += Rows * (nuint)sizeof(TColumns))
        {
            some = Math.Min(rows, Rows);
            Tile<Four, TColumns>(a, rowA, some, b, columnB, lastB, steps, sums);
        }
    }

    /// <summary>Eight rows by two columns, or up to four rows by two or four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tile<TRows, TColumns>(float* a, nuint rowA, nuint rows, float* b, nuint columnB, nuint lastB, nuint steps, float* sums)
        where TRows : unmanaged, ITileSize
        where TColumns : unmanaged, ITileSize
    {
        // Rows beyond the last repeat it; those from the fifth on are four further than these.
        nuint last = (sizeof(TRows) > 4 ? Rows : rows) - 1, i = 0, j = 4 * rowA;
        float* a1 = a + Math.Min(1, last) * rowA, a2 = a + Math.Min(2, last) * rowA, a3 = a + last * rowA;
        float* b1 = b + (sizeof(TColumns) > 2 ? columnB : lastB), b2 = b1 + columnB, b3 = b + lastB;
        Simd512 c00 = default, c01 = default, c02 = default, c03 = default, c10 = default, c11 = default, c12 = default, c13 = default;
        Simd512 c20 = default, c21 = default, c22 = default, c23 = default, c30 = default, c31 = default, c32 = default, c33 = default;
        for (; i + Lanes <= steps; i += Lanes, j += Lanes)
        {
            Steps<TRows, TColumns, FullLanes<Simd512>>(
                a, a1, a2, a3, i, j, b, b1, b2, b3, default,
                ref c00, ref c01, ref c02, ref c03, ref c10, ref c11, ref c12, ref c13, ref c20, ref c21, ref c22, ref c23, ref c30, ref c31, ref c32, ref c33);
        }

        if (i < steps)
        {
            Steps<TRows, TColumns, TailLanes<Simd512>>(
                a, a1, a2, a3, i, j, b, b1, b2, b3, new(steps - i),
                ref c00, ref c01, ref c02, ref c03, ref c10, ref c11, ref c12, ref c13, ref c20, ref c21, ref c22, ref c23, ref c30, ref c31, ref c32, ref c33);
        }

        Simd512 sum = sizeof(TColumns) > 2
            ? Simd512.SumFourths(
                Simd512.Fourths(c00, c01, c02, c03), Simd512.Fourths(c10, c11, c12, c13), Simd512.Fourths(c20, c21, c22, c23), Simd512.Fourths(c30, c31, c32, c33))
            : Simd512.SumFourths(
                Simd512.Fourths(c00, c01, c10, c11), Simd512.Fourths(c20, c21, c30, c31),
                sizeof(TRows) > 4 ? Simd512.Fourths(c02, c03, c12, c13) : default, sizeof(TRows) > 4 ? Simd512.Fourths(c22, c23, c32, c33) : default);
        Simd512.Store(sum, ref *sums, 0);
    }

    /// <summary>Some steps of all rows and columns. In a tile of two columns, the sums of its rows four to seven are where one of four has its other columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Steps<TRows, TColumns, L>(
        float* a, float* a1, float* a2, float* a3, nuint i, nuint j, float* b, float* b1, float* b2, float* b3, L lanes,
        ref Simd512 c00, ref Simd512 c01, ref Simd512 c02, ref Simd512 c03, ref Simd512 c10, ref Simd512 c11, ref Simd512 c12, ref Simd512 c13,
        ref Simd512 c20, ref Simd512 c21, ref Simd512 c22, ref Simd512 c23, ref Simd512 c30, ref Simd512 c31, ref Simd512 c32, ref Simd512 c33)
        where TRows : unmanaged, ITileSize
        where TColumns : unmanaged, ITileSize
        where L : struct, ILanes<Simd512>
    {
        Simd512 x = lanes.Load(ref *b, i), y = lanes.Load(ref *b1, i);
        Pair(lanes.Load(ref *a, i), x, y, ref c00, ref c01);
        Pair(lanes.Load(ref *a1, i), x, y, ref c10, ref c11);
        Pair(lanes.Load(ref *a2, i), x, y, ref c20, ref c21);
        Pair(lanes.Load(ref *a3, i), x, y, ref c30, ref c31);
        if (sizeof(TColumns) <= 2 && sizeof(TRows) <= 4)
            return;
        if (sizeof(TColumns) > 2)
        {
            j = i;
            x = lanes.Load(ref *b2, i);
            y = lanes.Load(ref *b3, i);
        }

        Pair(lanes.Load(ref *a, j), x, y, ref c02, ref c03);
        Pair(lanes.Load(ref *a1, j), x, y, ref c12, ref c13);
        Pair(lanes.Load(ref *a2, j), x, y, ref c22, ref c23);
        Pair(lanes.Load(ref *a3, j), x, y, ref c32, ref c33);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair(Simd512 a, Simd512 b0, Simd512 b1, ref Simd512 c0, ref Simd512 c1)
    {
        Simd512.MultiplyAccumulate(a, b0, ref c0);
        Simd512.MultiplyAccumulate(a, b1, ref c1);
    }
}

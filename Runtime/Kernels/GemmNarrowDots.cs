using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Dot products of rows with two columns, eight rows at once: each is summed in the lanes of a vector, and these as by <see cref="Simd512.SumFour"/>.</summary>
internal static unsafe class GemmNarrowDots
{
    private const nuint Lanes = 16, MaxRows = 8;

    /// <summary>Computes two results for each row.</summary>
    /// <param name="a">The first row, whose steps are side by side.</param>
    /// <param name="rowA">From one row to the next.</param>
    /// <param name="rows">Number of rows, at least 1.</param>
    /// <param name="b0">The first column, whose steps are side by side.</param>
    /// <param name="b1">The second column.</param>
    /// <param name="steps">Length of the contraction.</param>
    /// <param name="sums">Receives the results, two for each row, whose number is rounded up to a multiple of eight.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* a, nuint rowA, nuint rows, float* b0, float* b1, nuint steps, float* sums)
    {
        for (; rows > MaxRows / 2; a += MaxRows * rowA, sums += 2 * MaxRows)
        {
            nuint tile = Math.Min(rows, MaxRows);
            Tile<Eight>(a, rowA, tile, b0, b1, steps, sums);
            rows -= tile;
        }

        if (rows > 0)
            Tile<Four>(a, rowA, rows, b0, b1, steps, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tile<TRows>(float* a, nuint rowA, nuint rows, float* b0, float* b1, nuint steps, float* sums)
        where TRows : unmanaged, ITileSize
    {
        // Rows beyond the last repeat it.
        nuint last = rows - 1;
        float* a1 = a + Math.Min(1, last) * rowA, a2 = a + Math.Min(2, last) * rowA, a3 = a + Math.Min(3, last) * rowA;
        float* a4 = a + Math.Min(4, last) * rowA, a5 = a + Math.Min(5, last) * rowA, a6 = a + Math.Min(6, last) * rowA, a7 = a + last * rowA;
        Simd512 c00 = Simd512.Zero, c10 = c00, c20 = c00, c30 = c00, c40 = c00, c50 = c00, c60 = c00, c70 = c00;
        Simd512 c01 = c00, c11 = c00, c21 = c00, c31 = c00, c41 = c00, c51 = c00, c61 = c00, c71 = c00;
        nuint i = 0;
        for (; i + Lanes <= steps; i += Lanes)
        {
            Simd512 x = Simd512.Load(ref *b0, i), y = Simd512.Load(ref *b1, i);
            Step(Simd512.Load(ref *a, i), x, y, ref c00, ref c01);
            Step(Simd512.Load(ref *a1, i), x, y, ref c10, ref c11);
            Step(Simd512.Load(ref *a2, i), x, y, ref c20, ref c21);
            Step(Simd512.Load(ref *a3, i), x, y, ref c30, ref c31);
            if (sizeof(TRows) > 4)
            {
                Step(Simd512.Load(ref *a4, i), x, y, ref c40, ref c41);
                Step(Simd512.Load(ref *a5, i), x, y, ref c50, ref c51);
                Step(Simd512.Load(ref *a6, i), x, y, ref c60, ref c61);
                Step(Simd512.Load(ref *a7, i), x, y, ref c70, ref c71);
            }
        }

        if (i < steps)
        {
            TailLanes<Simd512> tail = new(steps - i);
            Simd512 x = tail.Load(ref *b0, i), y = tail.Load(ref *b1, i);
            Step(tail.Load(ref *a, i), x, y, ref c00, ref c01);
            Step(tail.Load(ref *a1, i), x, y, ref c10, ref c11);
            Step(tail.Load(ref *a2, i), x, y, ref c20, ref c21);
            Step(tail.Load(ref *a3, i), x, y, ref c30, ref c31);
            if (sizeof(TRows) > 4)
            {
                Step(tail.Load(ref *a4, i), x, y, ref c40, ref c41);
                Step(tail.Load(ref *a5, i), x, y, ref c50, ref c51);
                Step(tail.Load(ref *a6, i), x, y, ref c60, ref c61);
                Step(tail.Load(ref *a7, i), x, y, ref c70, ref c71);
            }
        }

        Simd512 fourths0 = Simd512.Fourths(c00, c01, c10, c11), fourths1 = Simd512.Fourths(c20, c21, c30, c31);
        Simd512 fourths2 = sizeof(TRows) > 4 ? Simd512.Fourths(c40, c41, c50, c51) : Simd512.Zero;
        Simd512 fourths3 = sizeof(TRows) > 4 ? Simd512.Fourths(c60, c61, c70, c71) : Simd512.Zero;
        Simd512.Store(Simd512.SumFourths(fourths0, fourths1, fourths2, fourths3), ref *sums, 0);
    }

    /// <summary>Some steps of one row and two columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(Simd512 a, Simd512 b0, Simd512 b1, ref Simd512 c0, ref Simd512 c1)
    {
        Simd512.MultiplyAccumulate(a, b0, ref c0);
        Simd512.MultiplyAccumulate(a, b1, ref c1);
    }
}

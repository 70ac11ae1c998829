using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>
/// The sums of a narrow panel for rows of A whose steps are neighbours: each quarter of a vector holds one row by four columns. The four columns of B are
/// broadcast to all quarters, an element of A is spread over its quarter.
/// </summary>
internal static unsafe class GemmNarrowRows
{
    /// <summary>Rows of a vector.</summary>
    public const nuint Unit = 4;

    /// <summary>Rows of a call at most: eight vectors, whose additions need not wait for each other.</summary>
    public const nuint MaxRows = 8 * Unit;

    /// <summary>Computes <paramref name="rows"/> rows by four columns.</summary>
    /// <param name="a">A at the first row and step.</param>
    /// <param name="panel">B: four columns a step.</param>
    /// <param name="steps">Length of the contraction.</param>
    /// <param name="rowA">From one row to the next in A.</param>
    /// <param name="rows">More than three vectors of rows, at most <see cref="MaxRows"/>.</param>
    /// <param name="sums">Receives the results: four for each row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* a, float* panel, nuint steps, nuint rowA, nuint rows, float* sums)
    {
        switch ((rows + Unit - 1) / Unit)
        {
            case 4: Run<Four>(a, panel, steps, rowA, rows, sums); break;
            case 5: Run<Five>(a, panel, steps, rowA, rows, sums); break;
            case 6: Run<Six>(a, panel, steps, rowA, rows, sums); break;
            case 7: Run<Seven>(a, panel, steps, rowA, rows, sums); break;
            default: Run<Eight>(a, panel, steps, rowA, rows, sums); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Run<TVectors>(float* a, float* panel, nuint steps, nuint rowA, nuint rows, float* sums)
        where TVectors : struct, ITileSize
    {
        // The last vector ends with the last row, and may repeat rows of the one before it.
        nuint unit = Unit * rowA, last = (rows - Unit) * rowA;
        nuint r1 = unit, r2 = 2 * unit, r3 = TVectors.Count > 4 ? 3 * unit : last;
        nuint r4 = TVectors.Count > 5 ? 4 * unit : last, r5 = TVectors.Count > 6 ? 5 * unit : last, r6 = TVectors.Count > 7 ? 6 * unit : last;
        float* a1 = a + rowA, a2 = a1 + rowA, a3 = a2 + rowA;
        Vector512<float> c0 = Vector512<float>.Zero, c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0, c6 = c0, c7 = c0;
        for (; steps >= 4; steps -= 4, a += 4, a1 += 4, a2 += 4, a3 += 4, panel += 16)
        {
            Vector512<float> b0 = Broadcast(panel), b1 = Broadcast(panel + 4), b2 = Broadcast(panel + 8), b3 = Broadcast(panel + 12);
            FourSteps(a, a1, a2, a3, 0, b0, b1, b2, b3, ref c0);
            FourSteps(a, a1, a2, a3, r1, b0, b1, b2, b3, ref c1);
            FourSteps(a, a1, a2, a3, r2, b0, b1, b2, b3, ref c2);
            FourSteps(a, a1, a2, a3, r3, b0, b1, b2, b3, ref c3);
            if (TVectors.Count > 4)
                FourSteps(a, a1, a2, a3, r4, b0, b1, b2, b3, ref c4);
            if (TVectors.Count > 5)
                FourSteps(a, a1, a2, a3, r5, b0, b1, b2, b3, ref c5);
            if (TVectors.Count > 6)
                FourSteps(a, a1, a2, a3, r6, b0, b1, b2, b3, ref c6);
            if (TVectors.Count > 7)
                FourSteps(a, a1, a2, a3, last, b0, b1, b2, b3, ref c7);
        }

        for (; steps != 0; steps--, a++, a1++, a2++, a3++, panel += 4)
        {
            Vector512<float> b0 = Broadcast(panel);
            c0 = Avx512F.FusedMultiplyAdd(Spread(a, a1, a2, a3, 0), b0, c0);
            c1 = Avx512F.FusedMultiplyAdd(Spread(a, a1, a2, a3, r1), b0, c1);
            c2 = Avx512F.FusedMultiplyAdd(Spread(a, a1, a2, a3, r2), b0, c2);
            c3 = Avx512F.FusedMultiplyAdd(Spread(a, a1, a2, a3, r3), b0, c3);
            if (TVectors.Count > 4)
                c4 = Avx512F.FusedMultiplyAdd(Spread(a, a1, a2, a3, r4), b0, c4);
            if (TVectors.Count > 5)
                c5 = Avx512F.FusedMultiplyAdd(Spread(a, a1, a2, a3, r5), b0, c5);
            if (TVectors.Count > 6)
                c6 = Avx512F.FusedMultiplyAdd(Spread(a, a1, a2, a3, r6), b0, c6);
            if (TVectors.Count > 7)
                c7 = Avx512F.FusedMultiplyAdd(Spread(a, a1, a2, a3, last), b0, c7);
        }

        Avx512F.Store(sums, c0);
        Avx512F.Store(sums + 16, c1);
        Avx512F.Store(sums + 32, c2);
        if (TVectors.Count > 4)
            Avx512F.Store(sums + 48, c3);
        if (TVectors.Count > 5)
            Avx512F.Store(sums + 64, c4);
        if (TVectors.Count > 6)
            Avx512F.Store(sums + 80, c5);
        if (TVectors.Count > 7)
            Avx512F.Store(sums + 96, c6);
        Vector512<float> end = TVectors.Count switch { 4 => c3, 5 => c4, 6 => c5, 7 => c6, _ => c7 };
        Avx512F.Store(sums + 4 * (rows - Unit), end);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourSteps(
        float* a0, float* a1, float* a2, float* a3, nuint row, Vector512<float> b0, Vector512<float> b1, Vector512<float> b2, Vector512<float> b3, ref Vector512<float> sum)
    {
        Vector512<float> rows = Sse.LoadVector128(a0 + row).ToVector256Unsafe().ToVector512Unsafe();
        rows = Avx512F.InsertVector128(rows, Sse.LoadVector128(a1 + row), 1);
        rows = Avx512F.InsertVector128(rows, Sse.LoadVector128(a2 + row), 2);
        rows = Avx512F.InsertVector128(rows, Sse.LoadVector128(a3 + row), 3);
        sum = Avx512F.FusedMultiplyAdd(Avx512F.Permute4x32(rows, 0b00_00_00_00), b0, sum);
        sum = Avx512F.FusedMultiplyAdd(Avx512F.Permute4x32(rows, 0b01_01_01_01), b1, sum);
        sum = Avx512F.FusedMultiplyAdd(Avx512F.Permute4x32(rows, 0b10_10_10_10), b2, sum);
        sum = Avx512F.FusedMultiplyAdd(Avx512F.Permute4x32(rows, 0b11_11_11_11), b3, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Broadcast(float* b) => Avx512F.BroadcastVector128ToVector512(b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Spread(float* a0, float* a1, float* a2, float* a3, nuint row)
        => Join(Vector128.Create(a0[row]), Vector128.Create(a1[row]), Vector128.Create(a2[row]), Vector128.Create(a3[row]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Join(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d)
        => Vector512.Create(Vector256.Create(a, b), Vector256.Create(c, d));
}

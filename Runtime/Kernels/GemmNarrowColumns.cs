using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>The sums of a narrow panel for rows of A that are neighbours at each step: a vector holds sixteen rows of one column.</summary>
internal static unsafe class GemmNarrowColumns
{
    /// <summary>Rows of a vector.</summary>
    public const nuint Unit = 16;

    /// <summary>Rows of a call at most: six vectors for each of four columns.</summary>
    public const nuint MaxRows = 6 * Unit;

    /// <summary>Computes <paramref name="rows"/> rows by four columns.</summary>
    /// <param name="a">A at the first row and step.</param>
    /// <param name="panel">B: four columns a step.</param>
    /// <param name="steps">Length of the contraction.</param>
    /// <param name="stepA">From one step to the next in A.</param>
    /// <param name="rows">More than a vector of rows, at most <see cref="MaxRows"/>.</param>
    /// <param name="columns">Columns that are wanted, 1 to 4.</param>
    /// <param name="sums">Receives the results: four for each row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* a, float* panel, nuint steps, nuint stepA, nuint rows, nuint columns, float* sums)
    {
        switch (columns)
        {
            case 1: Run<One>(a, panel, steps, stepA, rows, sums); break;
            case 2: Run<Two>(a, panel, steps, stepA, rows, sums); break;
            case 3: Run<Three>(a, panel, steps, stepA, rows, sums); break;
            default: Run<Four>(a, panel, steps, stepA, rows, sums); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TColumns>(float* a, float* panel, nuint steps, nuint stepA, nuint rows, float* sums)
        where TColumns : unmanaged, ITileSize
    {
        switch ((rows + Unit - 1) / Unit)
        {
            case 2: Run<TColumns, Two>(a, panel, steps, stepA, rows, sums); break;
            case 3: Run<TColumns, Three>(a, panel, steps, stepA, rows, sums); break;
            case 4: Run<TColumns, Four>(a, panel, steps, stepA, rows, sums); break;
            case 5: Run<TColumns, Five>(a, panel, steps, stepA, rows, sums); break;
            default: Run<TColumns, Six>(a, panel, steps, stepA, rows, sums); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Run<TColumns, TVectors>(float* a, float* panel, nuint steps, nuint stepA, nuint rows, float* sums)
        where TColumns : unmanaged, ITileSize
        where TVectors : unmanaged, ITileSize
    {
        // The last vector ends with the last row, and may repeat rows of the one before it.
        nuint last = rows - Unit;
        Vector512<float> c00 = Vector512<float>.Zero, c01 = c00, c02 = c00, c03 = c00, c10 = c00, c11 = c00, c12 = c00, c13 = c00;
        Vector512<float> c20 = c00, c21 = c00, c22 = c00, c23 = c00, c30 = c00, c31 = c00, c32 = c00, c33 = c00;
        Vector512<float> c40 = c00, c41 = c00, c42 = c00, c43 = c00, c50 = c00, c51 = c00, c52 = c00, c53 = c00;
        for (; steps != 0; steps--, a += stepA, panel += 4)
        {
            Vector512<float> b0 = Vector512.Create(panel[0]), b1 = Vector512.Create(panel[1]), b2 = Vector512.Create(panel[2]), b3 = Vector512.Create(panel[3]);
            Step<TColumns>(a, b0, b1, b2, b3, ref c00, ref c01, ref c02, ref c03);
            Step<TColumns>(a + (sizeof(TVectors) > 2 ? 16 : last), b0, b1, b2, b3, ref c10, ref c11, ref c12, ref c13);
            if (sizeof(TVectors) > 2)
                Step<TColumns>(a + (sizeof(TVectors) > 3 ? 32 : last), b0, b1, b2, b3, ref c20, ref c21, ref c22, ref c23);
            if (sizeof(TVectors) > 3)
                Step<TColumns>(a + (sizeof(TVectors) > 4 ? 48 : last), b0, b1, b2, b3, ref c30, ref c31, ref c32, ref c33);
            if (sizeof(TVectors) > 4)
                Step<TColumns>(a + (sizeof(TVectors) > 5 ? 64 : last), b0, b1, b2, b3, ref c40, ref c41, ref c42, ref c43);
            if (sizeof(TVectors) > 5)
                Step<TColumns>(a + last, b0, b1, b2, b3, ref c50, ref c51, ref c52, ref c53);
        }

        Store(c00, c01, c02, c03, sums);
        Store(c10, c11, c12, c13, sums + 4 * (sizeof(TVectors) > 2 ? 16 : last));
        if (sizeof(TVectors) > 2)
            Store(c20, c21, c22, c23, sums + 4 * (sizeof(TVectors) > 3 ? 32 : last));
        if (sizeof(TVectors) > 3)
            Store(c30, c31, c32, c33, sums + 4 * (sizeof(TVectors) > 4 ? 48 : last));
        if (sizeof(TVectors) > 4)
            Store(c40, c41, c42, c43, sums + 4 * (sizeof(TVectors) > 5 ? 64 : last));
        if (sizeof(TVectors) > 5)
            Store(c50, c51, c52, c53, sums + 4 * last);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TColumns>(
        float* a, Vector512<float> b0, Vector512<float> b1, Vector512<float> b2, Vector512<float> b3,
        ref Vector512<float> c0, ref Vector512<float> c1, ref Vector512<float> c2, ref Vector512<float> c3)
        where TColumns : unmanaged, ITileSize
    {
        Vector512<float> x = Avx512F.LoadVector512(a);
        c0 = Avx512F.FusedMultiplyAdd(x, b0, c0);
        if (sizeof(TColumns) > 1)
            c1 = Avx512F.FusedMultiplyAdd(x, b1, c1);
        if (sizeof(TColumns) > 2)
            c2 = Avx512F.FusedMultiplyAdd(x, b2, c2);
        if (sizeof(TColumns) > 3)
            c3 = Avx512F.FusedMultiplyAdd(x, b3, c3);
    }

    /// <summary>Four columns by sixteen rows become sixteen rows by four columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<float> c0, Vector512<float> c1, Vector512<float> c2, Vector512<float> c3, float* sums)
    {
        Vector512<double> low01 = Avx512F.UnpackLow(c0, c1).AsDouble(), high01 = Avx512F.UnpackHigh(c0, c1).AsDouble();
        Vector512<double> low23 = Avx512F.UnpackLow(c2, c3).AsDouble(), high23 = Avx512F.UnpackHigh(c2, c3).AsDouble();

        // In quarter q of the i-th of these is row 4q + i.
        Vector512<float> r0 = Avx512F.UnpackLow(low01, low23).AsSingle(), r1 = Avx512F.UnpackHigh(low01, low23).AsSingle();
        Vector512<float> r2 = Avx512F.UnpackLow(high01, high23).AsSingle(), r3 = Avx512F.UnpackHigh(high01, high23).AsSingle();
        Vector512<float> even01 = Avx512F.Shuffle4x128(r0, r1, 0b10_00_10_00), odd01 = Avx512F.Shuffle4x128(r0, r1, 0b11_01_11_01);
        Vector512<float> even23 = Avx512F.Shuffle4x128(r2, r3, 0b10_00_10_00), odd23 = Avx512F.Shuffle4x128(r2, r3, 0b11_01_11_01);
        Avx512F.Store(sums, Avx512F.Shuffle4x128(even01, even23, 0b10_00_10_00));
        Avx512F.Store(sums + 16, Avx512F.Shuffle4x128(odd01, odd23, 0b10_00_10_00));
        Avx512F.Store(sums + 32, Avx512F.Shuffle4x128(even01, even23, 0b11_01_11_01));
        Avx512F.Store(sums + 48, Avx512F.Shuffle4x128(odd01, odd23, 0b11_01_11_01));
    }
}

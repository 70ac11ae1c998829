using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// One to four last columns of a product at 512 bits whose rows are neighbours in A at each step: vectors hold sixteen rows of a column instead. Each result is
/// the same sum in the same order as in a tile.
/// </summary>
internal static unsafe class GemmNarrowOuter<TEpilogue>
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    // More than one vector of rows.
    private const int MinRows = 20;

    /// <summary>Columns at the end of a range that are better done here than in a vector: 0 to <see cref="GemmNarrow.MaxColumns"/>.</summary>
    /// <param name="range">The results wanted.</param>
    /// <param name="steps">Length of the contraction.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Columns<V>(in GemmRange range, nuint steps)
        where V : struct, ISimd<V>
    {
        nuint rest = range.Columns % 16;
        return V.Count == 16 && rest <= GemmNarrow.MaxColumns && rest < range.Columns && range.Rows >= MinRows && steps <= GemmNarrow.MaxSteps ? rest : 0;
    }

    /// <summary>Computes the columns of <paramref name="range"/>, which <see cref="Columns"/> has counted.</summary>
    /// <param name="a">A at row 0 and step 0.</param>
    /// <param name="stepA">From one step to the next in A.</param>
    /// <param name="b">B at step 0 and the first of the columns.</param>
    /// <param name="stepB">From one step to the next in B.</param>
    /// <param name="steps">Length of the contraction.</param>
    /// <param name="range">The results wanted.</param>
    /// <param name="epilogue">Stores the results.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(float* a, nuint stepA, float* b, nuint stepB, nuint steps, in GemmRange range, in TEpilogue epilogue)
    {
        float* memory = stackalloc float[GemmNarrow.PanelFloats];
        float* panel = (float*)(((nuint)memory + 63) & ~(nuint)63);
        Pack(b, stepB, steps, range.Columns, panel);
        if (range.Columns == GemmNarrow.MaxColumns)
            Rows(a, stepA, panel, steps, range, default(FullLanes<Simd128>), epilogue);
        else
            Rows(a, stepA, panel, steps, range, new TailLanes<Simd128>(range.Columns), epilogue);
    }

    /// <summary>Four floats a step; columns that are missing repeat the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(float* b, nuint stepB, nuint steps, nuint columns, float* panel)
    {
        // In whole vectors, which the loads that follow soon would otherwise wait for.
        nuint c1 = columns > 1 ? 1u : 0, c2 = columns > 2 ? 2u : 0, c3 = columns > 3 ? 3u : 0;
        for (; steps != 0; steps--, b += stepB, panel += GemmNarrow.MaxColumns)
            Vector128.Store(Vector128.Create(b[0], b[c1], b[c2], b[c3]), panel);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows<L>(float* a, nuint stepA, float* panel, nuint steps, in GemmRange range, L columns, in TEpilogue epilogue)
        where L : struct, ILanes<Simd128>
    {
        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        float* sums = stackalloc float[GemmNarrow.MaxColumns * (int)GemmNarrowColumns.MaxRows];
        nuint most = GemmNarrowColumns.MaxRows, unit = GemmNarrowColumns.Unit;
        for (nuint row = range.Row, rows; row < range.EndRow; row += rows)
        {
            // As many rows for each pass as for the others: never fewer than a vector.
            nuint left = range.EndRow - row, passes = (left + most - 1) / most;
            rows = Math.Min(left, (left + passes * unit - 1) / (passes * unit) * unit);
            GemmNarrowColumns.Run(a + row, panel, steps, stepA, rows, range.Columns, sums);
            for (nuint i = 0; i < rows; i++)
                target.Store(Simd128.Load(ref *sums, GemmNarrow.MaxColumns * i), row + i, range.Column, columns);
        }
    }
}

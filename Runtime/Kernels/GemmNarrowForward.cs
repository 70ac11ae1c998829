using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>
/// One to four last columns of a product at 512 bits whose rows of A have their steps side by side. Each result is a dot product
/// (<see cref="GemmNarrowDots"/>), whatever the rows of a call.
/// </summary>
internal static unsafe class GemmNarrowForward<TEpilogue>
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    // Steps from which on a vector of them is worth the addition of its lanes.
    private const int MinSteps = 16;

    // Rows whose results wait for the epilogue, so that it need not wait for them.
    private const int RowBlock = 64;

    /// <summary>Columns at the end of a range that are computed here: 0 to <see cref="GemmNarrow.MaxColumns"/>, the same however the columns are split.</summary>
    /// <param name="endColumn">Column to end before: the last of the shape, or a multiple of 16.</param>
    /// <param name="steps">Length of the contraction.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Columns<V>(nuint endColumn, nuint steps)
        where V : struct, ISimd<V>
    {
        nuint rest = endColumn % 16;
        return V.Count == 16 && rest <= GemmNarrow.MaxColumns && rest < endColumn && steps is >= MinSteps and <= GemmNarrow.MaxSteps ? rest : 0;
    }

    /// <summary>The columns of <paramref name="range"/> of A · B.</summary>
    /// <param name="a">A at row 0.</param>
    /// <param name="rowA">From one row to the next in A.</param>
    /// <param name="b">B at step 0 and the first of the columns.</param>
    /// <param name="stepB">From one step to the next in B.</param>
    /// <param name="steps">Length of the contraction.</param>
    /// <param name="range">The results wanted.</param>
    /// <param name="epilogue">Stores the results.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(float* a, nuint rowA, float* b, nuint stepB, nuint steps, in GemmRange range, in TEpilogue epilogue)
    {
        float* memory = stackalloc float[GemmNarrow.PanelFloats];
        float* panel = (float*)(((nuint)memory + 63) & ~(nuint)63);
        nuint columnB = (steps + 15) & ~(nuint)15, missing = GemmNarrow.MaxColumns - range.Columns;

        // There are columns before these, and four are as soon packed as one.
        GemmNarrowPacking.Run(b - missing, stepB, steps, panel, columnB);
        RunTransposed(a, rowA, panel + missing * columnB, columnB, steps, range, epilogue);
    }

    /// <summary>The columns of <paramref name="range"/> of A · Bᵀ.</summary>
    /// <param name="a">A at row 0.</param>
    /// <param name="rowA">From one row to the next in A.</param>
    /// <param name="b">B at step 0 and the first of the columns.</param>
    /// <param name="columnB">From one column to the next in B.</param>
    /// <param name="steps">Length of the contraction.</param>
    /// <param name="range">The results wanted.</param>
    /// <param name="epilogue">Stores the results.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void RunTransposed(float* a, nuint rowA, float* b, nuint columnB, nuint steps, in GemmRange range, in TEpilogue epilogue)
    {
        if (range.Columns == GemmNarrow.MaxColumns)
            Rows<Four, FullLanes<Simd128>>(a, rowA, b, columnB, steps, range, default, epilogue);
        else if (range.Columns > 2)
            Rows<Four, TailLanes<Simd128>>(a, rowA, b, columnB, steps, range, new(range.Columns), epilogue);
        else
            Rows<Two, TailLanes<Simd128>>(a, rowA, b, columnB, steps, range, new(range.Columns), epilogue);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows<TColumns, L>(
        float* a, nuint rowA, float* b, nuint columnB, nuint steps, in GemmRange range, L columns, in TEpilogue epilogue)
        where TColumns : unmanaged, ITileSize
        where L : struct, ILanes<Simd128>
    {
        float* memory = stackalloc float[GemmNarrow.MaxColumns * RowBlock + 16];
        float* sums = (float*)(((nuint)memory + 63) & ~(nuint)63);
        a += range.Row * rowA;
        for (nuint row = range.Row, end; row < range.EndRow; row = end, a += RowBlock * rowA)
        {
            end = Math.Min(row + RowBlock, range.EndRow);
            GemmNarrowDots.Run<TColumns>(a, rowA, end - row, b, columnB, range.Columns, steps, sums);
            Store<TColumns, L>(sums, row, end, range.Column, columns, epilogue);
        }
    }

    // A method of its own, whose loop has all that it needs in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Store<TColumns, L>(float* sums, nuint row, nuint endRow, nuint column, L columns, in TEpilogue epilogue)
        where TColumns : unmanaged, ITileSize
        where L : struct, ILanes<Simd128>
    {
        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        for (; row < endRow; row++, sums += sizeof(TColumns))
        {
            Vector128<float> results = sizeof(TColumns) > 2 ? Vector128.Load(sums) : Vector128.CreateScalar(*(double*)sums).AsSingle();
            target.Store(new Simd128(results), row, column, columns);
        }
    }
}

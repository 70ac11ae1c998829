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
        nuint columnB = (steps + 15) & ~(nuint)15;
        for (nuint column = 0; column < range.Columns; column++)
            Pack(b + column, stepB, steps, panel + column * columnB);
        RunTransposed(a, rowA, panel, columnB, steps, range, epilogue);
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
            Rows<Two, FullLanes<Simd128>>(a, rowA, b, columnB, steps, range, default, epilogue);
        else if (range.Columns > 2)
            Rows<Two, TailLanes<Simd128>>(a, rowA, b, columnB, steps, range, new(range.Columns), epilogue);
        else
            Rows<One, TailLanes<Simd128>>(a, rowA, b, columnB, steps, range, new(range.Columns), epilogue);
    }

    /// <summary>One column of B with its steps side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pack(float* b, nuint stepB, nuint steps, float* column)
    {
        for (; steps >= 4; steps -= 4, b += 4 * stepB, column += 4)
            Vector128.Store(Vector128.Create(b[0], b[stepB], b[2 * stepB], b[3 * stepB]), column);
        for (; steps != 0; steps--, b += stepB, column++)
            *column = *b;
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows<TPairs, L>(
        float* a, nuint rowA, float* b, nuint columnB, nuint steps, in GemmRange range, L columns, in TEpilogue epilogue)
        where TPairs : unmanaged, ITileSize
        where L : struct, ILanes<Simd128>
    {
        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        float* first = stackalloc float[GemmNarrow.MaxColumns * RowBlock], second = first + 2 * RowBlock;

        // A column that is missing repeats the one before it; nobody stores it.
        float* b1 = range.Columns > 1 ? b + columnB : b, b2 = b + 2 * columnB, b3 = range.Columns > 3 ? b2 + columnB : b2;
        a += range.Row * rowA;
        for (nuint row = range.Row; row < range.EndRow; row += RowBlock, a += RowBlock * rowA)
        {
            nuint rows = Math.Min(RowBlock, range.EndRow - row);
            GemmNarrowDots.Run(a, rowA, rows, b, b1, steps, first);
            if (sizeof(TPairs) > 1)
                GemmNarrowDots.Run(a, rowA, rows, b2, b3, steps, second);
            for (nuint i = 0; i < rows; i++)
            {
                Vector128<float> sums = Sse.LoadLow(Vector128<float>.Zero, first + 2 * i);
                if (sizeof(TPairs) > 1)
                    sums = Sse.LoadHigh(sums, second + 2 * i);
                target.Store(new Simd128(sums), row + i, range.Column, columns);
            }
        }
    }
}

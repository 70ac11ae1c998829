using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// One to four last columns of C = A · B at 512 bits, where a vector of columns would be mostly empty: vectors hold several rows instead. Each result is the
/// same sum in the same order as in a tile.
/// </summary>
internal static unsafe class GemmNarrow<TEpilogue>
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    /// <summary>Columns that a narrow panel has at most.</summary>
    public const int MaxColumns = 4;

    /// <summary>Longest contraction: so many steps of a panel fit the stack.</summary>
    public const int MaxSteps = 1024;

    /// <summary>Fewest rows: a few vectors, whose additions take as long as their shuffles.</summary>
    public const int MinRows = 20;

    /// <summary>Columns at the end of a range that are better done here than in a vector: 0 to <see cref="MaxColumns"/>.</summary>
    /// <param name="range">The results wanted.</param>
    /// <param name="steps">Length of the contraction.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Columns<V>(in GemmRange range, nuint steps)
        where V : struct, ISimd<V>
    {
        nuint rest = range.Columns % 16;
        return V.Count == 16 && rest <= MaxColumns && rest < range.Columns && range.Rows >= MinRows && steps <= MaxSteps ? rest : 0;
    }

    /// <summary>Computes the columns of <paramref name="range"/>, at most <see cref="MaxColumns"/>, of at least <see cref="MinRows"/> rows.</summary>
    /// <param name="a">A at row 0.</param>
    /// <param name="b">B at step 0 and the first of the columns.</param>
    /// <param name="columnB">From one column to the next in B.</param>
    /// <param name="steps">Length of the contraction, at most <see cref="MaxSteps"/>.</param>
    /// <param name="strides">Distances within A and B; either rows or steps are neighbours in A.</param>
    /// <param name="range">The results wanted.</param>
    /// <param name="epilogue">Stores the results.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* a, float* b, nuint columnB, nuint steps, in GemmStrides strides, in GemmRange range, in TEpilogue epilogue)
    {
        float* memory = stackalloc float[(MaxColumns * MaxSteps) + 16];
        float* panel = (float*)(((nuint)memory + 63) & ~(nuint)63);
        Pack(b, steps, strides.StepB, columnB, range.Columns, panel);
        if (range.Columns == MaxColumns)
            Rows(a, panel, steps, strides, range, default(FullLanes<Simd128>), epilogue);
        else
            Rows(a, panel, steps, strides, range, new TailLanes<Simd128>(range.Columns), epilogue);
    }

    /// <summary>Four floats a step; columns that are missing repeat the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(float* b, nuint steps, nuint stepB, nuint columnB, nuint columns, float* panel)
    {
        // In whole vectors, which the loads that follow soon would otherwise wait for.
        float* b1 = columns > 1 ? b + columnB : b, b2 = columns > 2 ? b1 + columnB : b, b3 = columns > 3 ? b2 + columnB : b;
        for (nuint i = 0; steps != 0; steps--, i += stepB, panel += MaxColumns)
            Vector128.Store(Vector128.Create(b[i], b1[i], b2[i], b3[i]), panel);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows<L>(float* a, float* panel, nuint steps, in GemmStrides strides, in GemmRange range, L columns, in TEpilogue epilogue)
        where L : struct, ILanes<Simd128>
    {
        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        float* sums = stackalloc float[MaxColumns * (int)GemmNarrowColumns.MaxRows];
        bool areNeighbours = strides.RowA == 1;
        nuint most = areNeighbours ? GemmNarrowColumns.MaxRows : GemmNarrowRows.MaxRows, unit = areNeighbours ? GemmNarrowColumns.Unit : GemmNarrowRows.Unit;
        for (nuint row = range.Row, rows; row < range.EndRow; row += rows)
        {
            // As many rows for each pass as for the others: never fewer than a vector.
            nuint left = range.EndRow - row, passes = (left + most - 1) / most;
            rows = Math.Min(left, (left + passes * unit - 1) / (passes * unit) * unit);
            if (areNeighbours)
                GemmNarrowColumns.Run(a + row, panel, steps, strides.StepA, rows, range.Columns, sums);
            else
                GemmNarrowRows.Run(a + row * strides.RowA, panel, steps, strides.RowA, rows, sums);
            for (nuint i = 0; i < rows; i++)
                target.Store(Simd128.Load(ref *sums, MaxColumns * i), row + i, range.Column, columns);
        }
    }
}

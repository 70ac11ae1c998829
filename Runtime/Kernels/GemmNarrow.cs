using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>
/// One to four last columns of C = A · B at 512 bits: four rows by four columns in one vector, where a vector of columns would be mostly empty. Each result
/// is the same sum in the same order as in a tile.
/// </summary>
internal static unsafe class GemmNarrow<TEpilogue>
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    /// <summary>Columns that a narrow panel has at most.</summary>
    public const int MaxColumns = 4;

    /// <summary>Longest contraction: so many steps of a panel fit the stack.</summary>
    public const int MaxSteps = 1024;

    /// <summary>Fewest rows: five vectors, whose additions take as long as their shuffles.</summary>
    public const int MinRows = 20;

    /// <summary>Columns at the end of a range that are better done here than in a vector: 0 to <see cref="MaxColumns"/>.</summary>
    /// <param name="range">The results wanted.</param>
    /// <param name="steps">Length of the contraction.</param>
    public static nuint Columns<V>(in GemmRange range, nuint steps)
        where V : struct, ISimd<V>
    {
        nuint rest = range.Columns % 16;
        return V.Count == 16 && rest <= MaxColumns && rest < range.Columns && range.Rows >= MinRows && steps <= MaxSteps ? rest : 0;
    }

    /// <summary>Computes the columns of <paramref name="range"/>, at most <see cref="MaxColumns"/>, of at least <see cref="MinRows"/> rows.</summary>
    /// <param name="a">A at row 0.</param>
    /// <param name="b">B at column 0.</param>
    /// <param name="steps">Length of the contraction, at most <see cref="MaxSteps"/>.</param>
    /// <param name="strides">Distances within A and B; either rows or steps are neighbours in A.</param>
    /// <param name="range">The results wanted.</param>
    /// <param name="epilogue">Stores the results.</param>
    [SkipLocalsInit]
    public static void Run(float* a, float* b, nuint steps, in GemmStrides strides, in GemmRange range, in TEpilogue epilogue)
    {
        float* memory = stackalloc float[(MaxColumns * MaxSteps) + 16];
        float* panel = (float*)(((nuint)memory + 63) & ~(nuint)63);
        Pack(b + range.Column, steps, strides.StepB, range.Columns, panel);
        if (range.Columns == MaxColumns)
            Rows(a, panel, steps, strides, range, default(FullLanes<Simd128>), epilogue);
        else
            Rows(a, panel, steps, strides, range, new TailLanes<Simd128>(range.Columns), epilogue);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(float* b, nuint steps, nuint stepB, nuint columns, float* panel)
    {
        for (; steps != 0; steps--, b += stepB, panel += MaxColumns)
            Simd128.Store(columns == MaxColumns ? Simd128.Load(ref *b, 0) : Simd128.LoadPartial(ref *b, 0, columns), ref *panel, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows<L>(float* a, float* panel, nuint steps, in GemmStrides strides, in GemmRange range, L columns, in TEpilogue epilogue)
        where L : struct, ILanes<Simd128>
    {
        for (nuint row = range.Row; row < range.EndRow; row += MinRows)
        {
            // The last rows are computed together with rows before them, which are not stored again.
            nuint first = Math.Min(row, range.EndRow - MinRows);
            Vector512<float> c0, c1, c2, c3, c4;
            if (strides.RowA == 1)
                GemmNarrowSums.OfColumns(a + first, panel, steps, strides.StepA, out c0, out c1, out c2, out c3, out c4);
            else
                GemmNarrowSums.OfRows(a + first * strides.RowA, panel, steps, strides.RowA, out c0, out c1, out c2, out c3, out c4);
            Store(c0, first, row, range.Column, columns, epilogue);
            Store(c1, first + 4, row, range.Column, columns, epilogue);
            Store(c2, first + 8, row, range.Column, columns, epilogue);
            Store(c3, first + 12, row, range.Column, columns, epilogue);
            Store(c4, first + 16, row, range.Column, columns, epilogue);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<L>(Vector512<float> value, nuint row, nuint from, nuint column, L columns, in TEpilogue epilogue)
        where L : struct, ILanes<Simd128>
    {
        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        for (nuint end = row + 4; row < end; row++)
        {
            if (row >= from)
                target.Store(new Simd128(value.GetLower().GetLower()), row, column, columns);
            value = Avx512F.Shuffle4x128(value, value, 0b00_11_10_01);
        }
    }
}

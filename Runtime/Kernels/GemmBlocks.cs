using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>How large the blocks are that a product is cut into.</summary>
/// <param name="Steps">Of the contraction: a packed panel of that length stays in the second cache.</param>
/// <param name="Columns">A multiple of two vectors: so many columns of B are packed before the rows change.</param>
/// <param name="Rows">A multiple of two tiles: so many rows pass one panel of B before the next.</param>
/// <param name="HeldRows">A multiple of <paramref name="Rows"/>: so many rows hold partial results.</param>
internal readonly record struct GemmBlocks(nuint Steps, nuint Columns, nuint Rows, nuint HeldRows)
{
    // Partial results cost more than long panels up to so many steps; where they must be, short panels are better.
    private const int LongestSteps = 1024, LongestBlock = 576;

    // Where rows of A are copied, wider blocks of shorter panels need fewer copies, and a first cache of 48 KB holds such a panel beside a tile's rows.
    private const int LongestBlockOfCopies = 288, RoomyCache = 48 * 1024;

    // 1 MB of packed panels.
    private const int PackedFloats = 1 << 18;

    // A multiple of two tiles at every width, whose tiles have 8 or 6 rows.
    private const int RowsInBlock = 144;

    /// <summary>Floats of scratch memory: packed panels, partial results, copied rows of A.</summary>
    public nuint Scratch
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (Steps * Columns) + (HeldRows * Columns) + (Rows * Steps);
    }

    /// <summary>The blocks for a contraction of <paramref name="steps"/> steps: a few of equal length, the fastest on cores with 1 MB of second cache.</summary>
    /// <param name="steps">Length of the contraction.</param>
    /// <param name="copiesRows">Whether rows of A are copied, once for each block of columns: these are kept wide.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static GemmBlocks For(int steps, bool copiesRows)
    {
        nuint all = (nuint)Math.Max(1, steps), longest = !copiesRows || CacheSizes.First < RoomyCache ? LongestBlock : (nuint)LongestBlockOfCopies;
        nuint count = all <= LongestSteps && !copiesRows ? 1 : (all + longest - 1) / longest, length = (all + count - 1) / count;
        nuint columns = Math.Min(4096, PackedFloats / length / Gemm.ColumnBlock * Gemm.ColumnBlock);
        return new(length, columns, RowsInBlock, count == 1 ? 0 : 4u * RowsInBlock);
    }
}

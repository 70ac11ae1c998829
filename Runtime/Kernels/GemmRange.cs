using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>A rectangle of results.</summary>
/// <remarks>
/// Parts of one are made field by field: a copy of it, as <c>with</c> makes one, is a load of 32 bytes, which waits until the four stores before it have left the processor, and
/// with them everything that is still being multiplied.
/// </remarks>
/// <param name="Row">First row.</param>
/// <param name="EndRow">Row to end before.</param>
/// <param name="Column">First column.</param>
/// <param name="EndColumn">Column to end before.</param>
[method: MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
internal readonly record struct GemmRange(nuint Row, nuint EndRow, nuint Column, nuint EndColumn)
{
    public nuint Rows => EndRow - Row;

    public nuint Columns => EndColumn - Column;

    /// <summary>Some of the rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public GemmRange OfRows(nuint row, nuint endRow) => new(row, endRow, Column, EndColumn);

    /// <summary>Some of the columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public GemmRange OfColumns(nuint column, nuint endColumn) => new(Row, EndRow, column, endColumn);
}

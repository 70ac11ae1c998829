using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>A rectangle of results.</summary>
/// <param name="Row">First row.</param>
/// <param name="EndRow">Row to end before.</param>
/// <param name="Column">First column.</param>
/// <param name="EndColumn">Column to end before.</param>
[method: MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
internal readonly record struct GemmRange(nuint Row, nuint EndRow, nuint Column, nuint EndColumn)
{
    public nuint Rows => EndRow - Row;

    public nuint Columns => EndColumn - Column;
}

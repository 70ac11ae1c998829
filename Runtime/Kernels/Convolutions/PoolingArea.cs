using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The part of a window that lies inside the input.</summary>
internal readonly struct PoolingArea
{
    public readonly nuint Row, EndRow, Column, EndColumn;

    private PoolingArea(nuint row, nuint endRow, nuint column, nuint endColumn) => (Row, EndRow, Column, EndColumn) = (row, endRow, column, endColumn);

    public nuint Count => (EndRow - Row) * (EndColumn - Column);

    /// <summary>The window of an output pixel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PoolingArea Of<TShape>(int row, int column)
        where TShape : struct, IPoolingShape
    {
        int top = (row * TShape.StrideY) - TShape.Top, left = (column * TShape.StrideX) - TShape.Left;
        return new(
            (nuint)Math.Max(top, 0), (nuint)Math.Min(top + TShape.WindowHeight, TShape.Height),
            (nuint)Math.Max(left, 0), (nuint)Math.Min(left + TShape.WindowWidth, TShape.Width));
    }
}

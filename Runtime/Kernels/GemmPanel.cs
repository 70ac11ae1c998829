using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// Covers a matrix of results with tiles: panels of two vectors of columns outside, so that a panel of B stays in cache, tiles of rows inside.
/// </summary>
internal static unsafe class GemmPanel<V, TStrides, TEpilogue>
    where V : struct, ISimd<V>
    where TStrides : struct, IGemmStrides
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    /// <summary>Covers the rows [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>) of all <paramref name="columns"/> columns.</summary>
    /// <param name="a">A at row 0.</param>
    /// <param name="b">B at column 0.</param>
    /// <param name="steps">Length of the contraction.</param>
    /// <param name="rowBegin">First row of C.</param>
    /// <param name="rowEnd">Row of C to end before.</param>
    /// <param name="columns">Columns of C.</param>
    /// <param name="epilogue">Stores the results.</param>
    public static void Cover(float* a, float* b, nuint steps, nuint rowBegin, nuint rowEnd, nuint columns, in TEpilogue epilogue)
    {
        nuint width = 2 * (nuint)V.Count;
        for (nuint column = 0; column < columns; column += width)
            Panel(a, b + column, steps, rowBegin, rowEnd, column, Math.Min(width, columns - column), epilogue);
    }

    /// <summary>Covers one panel of <paramref name="width"/> columns, at most two vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Panel(float* a, float* b, nuint steps, nuint rowBegin, nuint rowEnd, nuint column, nuint width, in TEpilogue epilogue)
    {
        nuint lanes = (nuint)V.Count;
        if (width == 2 * lanes)
            Rows<Two, FullLanes<V>>(a, b, steps, rowBegin, rowEnd, column, default, epilogue);
        else if (width > lanes)
            Rows<Two, TailLanes<V>>(a, b, steps, rowBegin, rowEnd, column, new(width - lanes), epilogue);
        else if (width == lanes)
            Rows<One, FullLanes<V>>(a, b, steps, rowBegin, rowEnd, column, default, epilogue);
        else
            Rows<One, TailLanes<V>>(a, b, steps, rowBegin, rowEnd, column, new(width), epilogue);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows<TVectors, L>(float* a, float* b, nuint steps, nuint row, nuint rowEnd, nuint column, L lanes, in TEpilogue epilogue)
        where TVectors : struct, ITileSize
        where L : struct, ILanes<V>
    {
        nuint most = V.Count == 16 ? 8u : 6u;
        for (; row + most <= rowEnd; row += most)
        {
            if (V.Count == 16)
                GemmTile<V, TStrides, TEpilogue>.Run<Eight, TVectors, L>(a + row * TStrides.RowA, b, steps, row, column, lanes, epilogue);
            else
                GemmTile<V, TStrides, TEpilogue>.Run<Six, TVectors, L>(a + row * TStrides.RowA, b, steps, row, column, lanes, epilogue);
        }

        if (row < rowEnd)
            Remainder<TVectors, L>(rowEnd - row, a + row * TStrides.RowA, b, steps, row, column, lanes, epilogue);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Remainder<TVectors, L>(nuint rows, float* a, float* b, nuint steps, nuint row, nuint column, L lanes, in TEpilogue epilogue)
        where TVectors : struct, ITileSize
        where L : struct, ILanes<V>
    {
        switch (rows)
        {
            case 1: GemmTile<V, TStrides, TEpilogue>.Run<One, TVectors, L>(a, b, steps, row, column, lanes, epilogue); break;
            case 2: GemmTile<V, TStrides, TEpilogue>.Run<Two, TVectors, L>(a, b, steps, row, column, lanes, epilogue); break;
            case 3: GemmTile<V, TStrides, TEpilogue>.Run<Three, TVectors, L>(a, b, steps, row, column, lanes, epilogue); break;
            case 4: GemmTile<V, TStrides, TEpilogue>.Run<Four, TVectors, L>(a, b, steps, row, column, lanes, epilogue); break;
            case 5: GemmTile<V, TStrides, TEpilogue>.Run<Five, TVectors, L>(a, b, steps, row, column, lanes, epilogue); break;
            case 6: GemmTile<V, TStrides, TEpilogue>.Run<Six, TVectors, L>(a, b, steps, row, column, lanes, epilogue); break;
            default: GemmTile<V, TStrides, TEpilogue>.Run<Seven, TVectors, L>(a, b, steps, row, column, lanes, epilogue); break;
        }
    }
}

using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// Covers a matrix of results with tiles: panels of two or three vectors of columns outside, so that a panel of B stays in cache, tiles of rows inside.
/// </summary>
internal static unsafe class GemmPanel<V, TEpilogue>
    where V : struct, ISimd<V>
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    // Steps up to which a tile takes so short that the way of its results through memory shows.
    private const int FewSteps = 256;

    // Floats of A, 512 KB, that pass each panel of B: they stay in the second cache beside it.
    private const nuint ManyA = 1 << 17;

    // Floats of B, 256 KB, up to which it stays in the second cache itself while A passes.
    private const nuint FewB = 1 << 16;

    // Rows from which on the tiles of a panel take long enough to bring the next one of a larger B to the second cache.
    private const nuint RowsToBring = 32;

    // A multiple of the tiles' rows at every width.
    private const nuint RowsOfTiles = 24;

    /// <summary>Covers <paramref name="range"/>, of many rows a part at a time.</summary>
    /// <param name="a">A at row 0.</param>
    /// <param name="b">B at column 0.</param>
    /// <param name="steps">Length of the contraction.</param>
    /// <param name="strides">Distances within A and B.</param>
    /// <param name="range">The results wanted.</param>
    /// <param name="isFar">Whether what the epilogue touches is beyond the second cache and should be asked for while a tile is computed.</param>
    /// <param name="epilogue">Stores the results.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Cover(float* a, float* b, nuint steps, in GemmStrides strides, in GemmRange range, bool isFar, in TEpilogue epilogue)
    {
        nuint rows = range.Rows;
        if (rows * steps <= ManyA || range.Columns * steps <= FewB)
        {
            CoverPart(a, b, steps, strides, range, isLast: true, isFar, epilogue);
            return;
        }

        // Equal parts of whole tiles.
        nuint parts = (rows * steps + ManyA - 1) / ManyA, part = ((rows + parts - 1) / parts + RowsOfTiles - 1) / RowsOfTiles * RowsOfTiles;
        for (nuint row = range.Row; row < range.EndRow; row += part)
            CoverPart(a, b, steps, strides, range.OfRows(row, Math.Min(row + part, range.EndRow)), isLast: row + part >= range.EndRow, isFar, epilogue);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CoverPart(float* a, float* b, nuint steps, in GemmStrides strides, in GemmRange range, bool isLast, bool isFar, in TEpilogue epilogue)
    {
        bool brings = Brings(range, steps);
        for (nuint column = range.Column, width; column < range.EndColumn; column += width)
        {
            width = Width(range.EndColumn - column);
            float* next = !brings ? null : column + width < range.EndColumn ? b + column + width : isLast ? null : b + range.Column;
            Panel(a, b + column, next, steps, strides, range.OfColumns(column, column + width), isFar, epilogue);
        }
    }

    /// <summary>Whether a panel of B should be brought to the second cache while the one before it is multiplied.</summary>
    /// <param name="range">The results wanted.</param>
    /// <param name="steps">Length of the contraction.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Brings(in GemmRange range, nuint steps) => range.Columns * steps > FewB && range.Rows >= RowsToBring;

    /// <summary>Columns of the next panel: two or three vectors, or what is <paramref name="left"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Width(nuint left)
    {
        // One vector alone would leave the multipliers waiting for its loads.
        nuint lanes = (nuint)V.Count;
        bool three = V.Count == 16 && left > 2 * lanes && (left <= 3 * lanes || left == 6 * lanes);
        return Math.Min((three ? 3u : 2u) * lanes, left);
    }

    /// <summary>Covers one panel, as wide as <see cref="Width"/> has it.</summary>
    /// <param name="a">A at row 0.</param>
    /// <param name="b">B at the panel's first column.</param>
    /// <param name="next">What the next panel is made of, as many floats a step as the panel has, in the distance of B's steps: it is brought to the second cache
    /// meanwhile. Null where it is there or none follows.</param>
    /// <param name="steps">Length of the contraction.</param>
    /// <param name="strides">Distances within A and B.</param>
    /// <param name="range">The results wanted.</param>
    /// <param name="isFar">Whether what the epilogue touches is beyond the second cache and should be asked for while a tile is computed.</param>
    /// <param name="epilogue">Stores the results.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Panel(float* a, float* b, float* next, nuint steps, in GemmStrides strides, in GemmRange range, bool isFar, in TEpilogue epilogue)
    {
        nuint lanes = (nuint)V.Count, width = range.Columns;
        if (width == 3 * lanes)
            Rows<Three, FullLanes<V>>(a, b, next, steps, strides, range, default, isFar, epilogue);
        else if (width > 2 * lanes)
            Rows<Three, TailLanes<V>>(a, b, next, steps, strides, range, new(width - 2 * lanes), isFar, epilogue);
        else if (width == 2 * lanes)
            Rows<Two, FullLanes<V>>(a, b, next, steps, strides, range, default, isFar, epilogue);
        else if (width > lanes)
            Rows<Two, TailLanes<V>>(a, b, next, steps, strides, range, new(width - lanes), isFar, epilogue);
        else if (width == lanes)
            Rows<One, FullLanes<V>>(a, b, next, steps, strides, range, default, isFar, epilogue);
        else
            Rows<One, TailLanes<V>>(a, b, next, steps, strides, range, new(width), isFar, epilogue);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows<TVectors, L>(
        float* a, float* b, float* next, nuint steps, in GemmStrides strides, in GemmRange range, L lanes, bool isFar, in TEpilogue epilogue)
        where TVectors : unmanaged, ITileSize
        where L : struct, ILanes<V>
    {
        Unsafe.SkipInit(out TileResults<V> memory);
        Unsafe.SkipInit(out GemmPass pass);
        pass.Steps = steps;
        pass.RowA = strides.RowA;
        pass.StepA = strides.StepA;
        pass.StepB = strides.StepB;
        ref V results = ref TileResults<V>.Aligned(ref memory);
        Unsafe.SkipInit(out GemmResultLines lines);
        bool asks = isFar && lines.Find(range, epilogue);
        if (next is not null)
            pass.BringNext(next, strides.StepB, range.Rows, (nuint)GemmTile<V>.MaxRows);
        nuint row = range.Row, column = range.Column;
        a += row * strides.RowA;
        while (row < range.EndRow)
        {
            nuint rows = Height(range.EndRow - row);
            if (TEpilogue.IsShort && rows == (nuint)GemmTile<V>.MaxRows && steps <= FewSteps && !asks && next is null)
            {
                GemmTile<V>.Run<TVectors, L, InPlace, GemmEpilogueSink<V, TEpilogue>>(rows, a, b, pass, lanes, new GemmEpilogueSink<V, TEpilogue>(epilogue, row, column));
            }
            else
            {
                if (asks)
                {
                    lines.Plan(row - range.Row, rows, ref pass);
                    GemmTile<V>.Run<TVectors, L, Asking, GemmMemorySink<V>>(rows, a, b, pass, lanes, new GemmMemorySink<V>(ref results));
                }
                else if (next is not null)
                {
                    GemmTile<V>.Run<TVectors, L, Bringing, GemmMemorySink<V>>(rows, a, b, pass, lanes, new GemmMemorySink<V>(ref results));
                    pass.Next += pass.NextTile;
                }
                else
                {
                    GemmTile<V>.Run<TVectors, L, InPlace, GemmMemorySink<V>>(rows, a, b, pass, lanes, new GemmMemorySink<V>(ref results));
                }

                Consume<TVectors, L>(ref results, rows, row, column, lanes, epilogue);
            }

            row += rows;
            a += rows * strides.RowA;
        }
    }

    /// <summary>Rows of the next tile: the last two share what would leave a tile of a few rows, which waits for its own additions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Height(nuint left)
    {
        nuint most = (nuint)GemmTile<V>.MaxRows;
        return left <= most ? left : left < most + most / 2 ? (left + 1) / 2 : most;
    }

    /// <summary>Hands the results to the epilogue by way of memory, so that a long epilogue is compiled three times at most and not for each register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Consume<TVectors, L>(ref V results, nuint rows, nuint row, nuint column, L lanes, in TEpilogue epilogue)
        where TVectors : unmanaged, ITileSize
        where L : struct, ILanes<V>
    {
        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        nuint last = (nuint)sizeof(TVectors) - 1;
        for (nuint end = row + rows; row < end; row++, results = ref Unsafe.Add(ref results, sizeof(TVectors)))
        {
            if (sizeof(TVectors) > 1)
                target.Store(results, row, column, default(FullLanes<V>));
            if (sizeof(TVectors) > 2)
                target.Store(Unsafe.Add(ref results, 1), row, column + (nuint)V.Count, default(FullLanes<V>));
            target.Store(Unsafe.Add(ref results, last), row, column + last * (nuint)V.Count, lanes);
        }
    }
}

using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// Covers a matrix of results with tiles: panels of two vectors of columns outside, so that a panel of B stays in cache, tiles of rows inside.
/// </summary>
internal static unsafe class GemmPanel<V, TEpilogue>
    where V : struct, ISimd<V>
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    /// <summary>Covers <paramref name="range"/>.</summary>
    /// <param name="a">A at row 0.</param>
    /// <param name="b">B at column 0.</param>
    /// <param name="steps">Length of the contraction.</param>
    /// <param name="strides">Distances within A and B.</param>
    /// <param name="range">The results wanted.</param>
    /// <param name="epilogue">Stores the results.</param>
    public static void Cover(float* a, float* b, nuint steps, in GemmStrides strides, in GemmRange range, in TEpilogue epilogue)
    {
        nuint width = 2 * (nuint)V.Count;
        for (nuint column = range.Column; column < range.EndColumn; column += width)
            Panel(a, b + column, steps, strides, range.Row, range.EndRow, column, Math.Min(width, range.EndColumn - column), epilogue);
    }

    /// <summary>Covers one panel of <paramref name="width"/> columns, at most two vectors.</summary>
    public static void Panel(
        float* a, float* b, nuint steps, in GemmStrides strides, nuint rowBegin, nuint rowEnd, nuint column, nuint width, in TEpilogue epilogue)
    {
        nuint lanes = (nuint)V.Count;
        if (width == 2 * lanes)
            Rows<Two, FullLanes<V>>(a, b, steps, strides, rowBegin, rowEnd, column, default, epilogue);
        else if (width > lanes)
            Rows<Two, TailLanes<V>>(a, b, steps, strides, rowBegin, rowEnd, column, new(width - lanes), epilogue);
        else if (width == lanes)
            Rows<One, FullLanes<V>>(a, b, steps, strides, rowBegin, rowEnd, column, default, epilogue);
        else
            Rows<One, TailLanes<V>>(a, b, steps, strides, rowBegin, rowEnd, column, new(width), epilogue);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows<TVectors, L>(
        float* a, float* b, nuint steps, in GemmStrides strides, nuint row, nuint rowEnd, nuint column, L lanes, in TEpilogue epilogue)
        where TVectors : struct, ITileSize
        where L : struct, ILanes<V>
    {
        Unsafe.SkipInit(out TileResults<V> memory);
        Unsafe.SkipInit(out GemmPass pass);
        pass.Steps = steps;
        pass.RowA = strides.RowA;
        pass.StepA = strides.StepA;
        pass.StepB = strides.StepB;
        ref V results = ref Unsafe.As<TileResults<V>, V>(ref memory);
        a += row * strides.RowA;
        while (row < rowEnd)
        {
            nuint rows = Math.Min((nuint)GemmTile<V>.MaxRows, rowEnd - row);
            GemmTile<V>.Run<TVectors, L, InPlace>(rows, a, b, pass, lanes, ref results);
            Consume<TVectors, L>(ref results, rows, row, column, lanes, epilogue);
            row += rows;
            a += rows * strides.RowA;
        }
    }

    /// <summary>Hands the results to the epilogue by way of memory, so that a long epilogue is compiled twice and not for each of sixteen registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Consume<TVectors, L>(ref V results, nuint rows, nuint row, nuint column, L lanes, in TEpilogue epilogue)
        where TVectors : struct, ITileSize
        where L : struct, ILanes<V>
    {
        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        nuint last = (nuint)TVectors.Count - 1;
        for (nuint end = row + rows; row < end; row++, results = ref Unsafe.Add(ref results, 2))
        {
            if (TVectors.Count > 1)
                target.Store(results, row, column, default(FullLanes<V>));
            target.Store(Unsafe.Add(ref results, last), row, column + last * (nuint)V.Count, lanes);
        }
    }
}

using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// Copies of the rows of a transposed A, whose rows are neighbours in memory and whose steps may be any distance apart: two tiles of rows side by side,
/// step after step, so that tiles read consecutive lines.
/// </summary>
internal static unsafe class GemmRowPanels<V>
    where V : struct, ISimd<V>
{
    /// <summary>Rows of a panel: the distance from one step to the next in it.</summary>
    public static nuint Rows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2 * (nuint)GemmTile<V>.MaxRows;
    }

    /// <summary>Where a row, the first of a tile, is among the copies.</summary>
    /// <param name="panels">The copies.</param>
    /// <param name="row">Number of the row within the block: a multiple of the rows of a tile.</param>
    /// <param name="steps">Length of the contraction.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float* At(float* panels, nuint row, nuint steps)
    {
        nuint within = row % Rows;
        return panels + (row - within) * steps + within;
    }

    /// <summary>Copies a block.</summary>
    /// <param name="a">Its first row at its first step.</param>
    /// <param name="stepA">From one step to the next in A.</param>
    /// <param name="steps">Length of the contraction.</param>
    /// <param name="rows">Rows of the block.</param>
    /// <param name="panels">Receives the copies.</param>
    public static void Copy(float* a, nuint stepA, nuint steps, nuint rows, float* panels)
    {
        for (nuint row = 0; row < rows; row += Rows)
            Panel(a + row, stepA, steps, Math.Min(Rows, rows - row), panels + row * steps);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Panel(float* a, nuint stepA, nuint steps, nuint rows, float* panel)
    {
        nuint full = rows / (nuint)V.Count * (nuint)V.Count;
        TailLanes<V> tail = new(rows - full);
        for (; steps != 0; steps--, a += stepA, panel += Rows)
        {
            for (nuint i = 0; i < full; i += (nuint)V.Count)
                V.Store(V.Load(ref *a, i), ref *panel, i);
            if (full < rows)
                tail.Store(tail.Load(ref *a, full), ref *panel, full);
        }
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// Copies of the rows of a transposed A, whose rows are neighbours in memory and whose steps may be any distance apart: the rows of each tile side by side,
/// step after step, so that a tile reads consecutive memory.
/// </summary>
internal static unsafe class GemmRowPanels<V>
    where V : struct, ISimd<V>
{
    /// <summary>Rows of a panel: the distance from one step to the next in it.</summary>
    public static nuint Rows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (nuint)GemmTile<V>.MaxRows;
    }

    /// <summary>Copies a block of rows, panel after panel.</summary>
    /// <param name="a">Its first row at its first step.</param>
    /// <param name="stepA">From one step to the next in A.</param>
    /// <param name="steps">Length of the contraction.</param>
    /// <param name="rows">Rows of the block.</param>
    /// <param name="panels">Receives the copies.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(float* a, nuint stepA, nuint steps, nuint rows, float* panels)
    {
        nuint row = 0;
        for (; V.Count == 16 && row + 16 <= rows; row += 16)
            TwoPanels(a + row, stepA, steps, panels + row * steps);
        for (; row < rows; row += Rows)
            Panel(a + row, stepA, steps, Math.Min(Rows, rows - row), panels + row * steps);
    }

    /// <summary>Two whole panels: a cache line of A at each step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void TwoPanels(float* a, nuint stepA, nuint steps, float* panel)
    {
        for (float* second = panel + 8 * steps; steps != 0; steps--, a += stepA, panel += 8, second += 8)
        {
            Vector256.LoadUnsafe(ref *a).StoreUnsafe(ref *panel);
            Vector256.LoadUnsafe(ref *a, 8).StoreUnsafe(ref *second);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Panel(float* a, nuint stepA, nuint steps, nuint rows, float* panel)
    {
        for (; steps != 0; steps--, a += stepA, panel += Rows)
        {
            nuint i = 0;
            for (; i + 4 <= rows; i += 4)
                Vector128.LoadUnsafe(ref *a, i).StoreUnsafe(ref *panel, i);
            for (; i < rows; i++)
                panel[i] = a[i];
        }
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Running sums along the rows of a matrix.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CumulativeSum
{
    /// <summary>
    /// result[r, c] = Σ source[r, i] over i ≤ c, or over i ≥ c if <paramref name="reverse"/>, for the rows [<paramref name="begin"/>,
    /// <paramref name="end"/>). Added one after the other: each sum waits for the one before it, so that vectors would not help.
    /// </summary>
    /// <param name="source">First element of the matrix.</param>
    /// <param name="begin">First row.</param>
    /// <param name="end">Row to end before.</param>
    /// <param name="columns">Columns of the matrix.</param>
    /// <param name="reverse">Whether sums run from the end.</param>
    /// <param name="result">First element of the result; may be the source.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float source, int begin, int end, int columns, bool reverse, ref float result)
    {
        int step = reverse ? -1 : 1;
        for (int row = begin; row < end; row++)
        {
            nint at = ((nint)row * columns) + (reverse ? columns - 1 : 0);
            float sum = 0;
            for (int column = 0; column < columns; column++, at += step)
                Unsafe.Add(ref result, at) = sum += Unsafe.Add(ref source, at);
        }
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>Sums of the columns of a row-major matrix: the gradient of a bias.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ColumnSum
{
    /// <summary>
    /// destination[c] = Σ source[r, c] over all rows, for c in [<paramref name="columnBegin"/>, <paramref name="columnEnd"/>). Rows are added in ascending
    /// order, a single column by the tree of <see cref="Reduction"/>, so that the result does not depend on the split or the width.
    /// </summary>
    /// <param name="source">First element of the matrix; must not move.</param>
    /// <param name="rows">Number of rows; with 0 the sums are 0.</param>
    /// <param name="columns">Columns of the whole matrix.</param>
    /// <param name="columnBegin">First column to sum.</param>
    /// <param name="columnEnd">Column to end before.</param>
    /// <param name="destination">The sum of column 0; must not move nor overlap the matrix.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float source, int rows, int columns, int columnBegin, int columnEnd, ref float destination)
    {
        if (Vector512.IsHardwareAccelerated)
            Run<Simd512>(ref source, rows, columns, columnBegin, columnEnd, ref destination);
        else if (Vector256.IsHardwareAccelerated)
            Run<Simd256>(ref source, rows, columns, columnBegin, columnEnd, ref destination);
        else
            Run<Simd128>(ref source, rows, columns, columnBegin, columnEnd, ref destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Run<V>(ref float source, int rows, int columns, int columnBegin, int columnEnd, ref float destination)
        where V : struct, ISimd<V>
    {
        if (columns == 1 && columnBegin < columnEnd)
        {
            destination = Reduction.Sum<V>(ref source, rows);
            return;
        }

        nuint column = (nuint)columnBegin, end = (nuint)columnEnd, lanes = (nuint)V.Count;
        for (; column + 4 * lanes <= end; column += 4 * lanes)
            FourVectors<V>(ref source, rows, columns, column, ref destination);
        for (; column + 2 * lanes <= end; column += 2 * lanes)
            TwoVectors<V>(ref source, rows, columns, column, ref destination);
        for (; column + lanes <= end; column += lanes)
            OneVector<V, FullLanes<V>>(ref source, rows, columns, column, default, ref destination);
        if (column < end)
            OneVector<V, TailLanes<V>>(ref source, rows, columns, column, new(end - column), ref destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourVectors<V>(ref float source, int rows, int columns, nuint column, ref float destination)
        where V : struct, ISimd<V>
    {
        nuint lanes = (nuint)V.Count, stride = (nuint)columns, offset = column;
        V sum0 = V.Zero, sum1 = V.Zero, sum2 = V.Zero, sum3 = V.Zero;
        for (int row = 0; row < rows; row++, offset += stride)
        {
            sum0 += V.Load(ref source, offset);
            sum1 += V.Load(ref source, offset + lanes);
            sum2 += V.Load(ref source, offset + 2 * lanes);
            sum3 += V.Load(ref source, offset + 3 * lanes);
        }

        V.Store(sum0, ref destination, column);
        V.Store(sum1, ref destination, column + lanes);
        V.Store(sum2, ref destination, column + 2 * lanes);
        V.Store(sum3, ref destination, column + 3 * lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TwoVectors<V>(ref float source, int rows, int columns, nuint column, ref float destination)
        where V : struct, ISimd<V>
    {
        nuint lanes = (nuint)V.Count, stride = (nuint)columns, offset = column;
        V sum0 = V.Zero, sum1 = V.Zero;
        for (int row = 0; row < rows; row++, offset += stride)
        {
            sum0 += V.Load(ref source, offset);
            sum1 += V.Load(ref source, offset + lanes);
        }

        V.Store(sum0, ref destination, column);
        V.Store(sum1, ref destination, column + lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneVector<V, L>(ref float source, int rows, int columns, nuint column, L lanes, ref float destination)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V>
    {
        nuint stride = (nuint)columns, offset = column;
        V sum = V.Zero;
        for (int row = 0; row < rows; row++, offset += stride)
            sum += lanes.Load(ref source, offset);
        lanes.Store(sum, ref destination, column);
    }
}

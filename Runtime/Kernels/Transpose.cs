using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>Transposition of row-major matrices, which must not move meanwhile.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Transpose
{
    /// <summary>destination[c, r] = source[r, c].</summary>
    /// <param name="source">First element of the source.</param>
    /// <param name="rows">Rows of the source.</param>
    /// <param name="columns">Columns of the source.</param>
    /// <param name="sourceStride">Floats from one row of the source to the next, at least <paramref name="columns"/>.</param>
    /// <param name="destination">First element of the destination; must not overlap the source.</param>
    /// <param name="destinationStride">Floats from one row of the destination to the next, at least <paramref name="rows"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float source, int rows, int columns, int sourceStride, ref float destination, int destinationStride)
    {
        if (Vector512.IsHardwareAccelerated)
            Run<Simd512>(ref source, rows, columns, sourceStride, ref destination, destinationStride);
        else if (Vector256.IsHardwareAccelerated)
            Run<Simd256>(ref source, rows, columns, sourceStride, ref destination, destinationStride);
        else
            Run<Simd128>(ref source, rows, columns, sourceStride, ref destination, destinationStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Run<V>(ref float source, int rows, int columns, int sourceStride, ref float destination, int destinationStride)
        where V : struct, ISimd<V>
    {
        for (int row = 0; row < rows; row += V.Count)
        {
            BlockRow<V>(
                ref Unsafe.Add(ref source, (nint)row * sourceStride), Math.Min(V.Count, rows - row), columns, (nuint)sourceStride,
                ref Unsafe.Add(ref destination, row), (nuint)destinationStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BlockRow<V>(ref float source, int rows, int columns, nuint sourceStride, ref float destination, nuint destinationStride)
        where V : struct, ISimd<V>
    {
        if (rows == V.Count && columns >= V.Count)
        {
            // The last block is whole, too, where it repeats columns of the one before it.
            for (int next = 0; next < columns; next += V.Count)
            {
                int from = Math.Min(next, columns - V.Count);
                V.TransposeBlock(
                    ref Unsafe.Add(ref source, from), sourceStride,
                    ref Unsafe.Add(ref destination, (nuint)from * destinationStride), destinationStride);
            }

            return;
        }

        for (int column = 0; column < columns; column += V.Count)
        {
            Edge<V>(
                ref Unsafe.Add(ref source, column), rows, Math.Min(V.Count, columns - column), sourceStride,
                ref Unsafe.Add(ref destination, (nuint)column * destinationStride), destinationStride);
        }
    }

    /// <summary>A block that lacks rows or columns, by way of a whole block whose other elements are never stored.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Edge<V>(ref float source, int rows, int columns, nuint sourceStride, ref float destination, nuint destinationStride)
        where V : struct, ISimd<V>
    {
        Span<float> memory = stackalloc float[2 * V.Count * V.Count];
        ref float block = ref memory[0], transposed = ref memory[V.Count * V.Count];
        CopyRows<V>(ref source, sourceStride, ref block, (nuint)V.Count, rows, columns);
        V.TransposeBlock(ref block, (nuint)V.Count, ref transposed, (nuint)V.Count);
        CopyRows<V>(ref transposed, (nuint)V.Count, ref destination, destinationStride, columns, rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyRows<V>(ref float source, nuint sourceStride, ref float destination, nuint destinationStride, int rows, int columns)
        where V : struct, ISimd<V>
    {
        nuint from = 0, to = 0;
        if (columns == V.Count)
        {
            for (; rows > 0; rows--, from += sourceStride, to += destinationStride)
                V.Store(V.Load(ref source, from), ref destination, to);
            return;
        }

        TailLanes<V> lanes = new((nuint)columns);
        for (; rows > 0; rows--, from += sourceStride, to += destinationStride)
            lanes.Store(lanes.Load(ref source, from), ref destination, to);
    }
}

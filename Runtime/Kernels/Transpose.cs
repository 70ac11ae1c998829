using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Transposition of row-major matrices.</summary>
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float source, int rows, int columns, int sourceStride, ref float destination, int destinationStride)
    {
        int row = 0;
        for (; row + 4 <= rows; row += 4)
        {
            ref float from = ref Unsafe.Add(ref source, (nint)row * sourceStride);
            ref float to = ref Unsafe.Add(ref destination, row);
            int column = 0;
            for (; column + 4 <= columns; column += 4)
                Block(ref Unsafe.Add(ref from, column), (nuint)sourceStride, ref Unsafe.Add(ref to, (nint)column * destinationStride), (nuint)destinationStride);
            Scalars(ref from, 0, 4, column, columns, sourceStride, ref to, destinationStride);
        }

        Scalars(ref source, row, rows, 0, columns, sourceStride, ref destination, destinationStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(ref float source, nuint sourceStride, ref float destination, nuint destinationStride)
    {
        Simd128 a = Simd128.Load(ref source, 0);
        Simd128 b = Simd128.Load(ref source, sourceStride);
        Simd128 c = Simd128.Load(ref source, 2 * sourceStride);
        Simd128 d = Simd128.Load(ref source, 3 * sourceStride);
        Simd128.Transpose(ref a, ref b, ref c, ref d);
        Simd128.Store(a, ref destination, 0);
        Simd128.Store(b, ref destination, destinationStride);
        Simd128.Store(c, ref destination, 2 * destinationStride);
        Simd128.Store(d, ref destination, 3 * destinationStride);
    }

    private static void Scalars(
        ref float source, int row, int rowEnd, int columnBegin, int columnEnd, int sourceStride, ref float destination, int destinationStride)
    {
        for (; row < rowEnd; row++)
        {
            for (int column = columnBegin; column < columnEnd; column++)
                Unsafe.Add(ref destination, (nint)column * destinationStride + row) = Unsafe.Add(ref source, (nint)row * sourceStride + column);
        }
    }
}

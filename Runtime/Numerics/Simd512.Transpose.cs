using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

public readonly partial struct Simd512
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TransposeBlock(ref float source, nuint sourceStride, ref float destination, nuint destinationStride)
    {
        nuint fourRows = 4 * sourceStride, fourColumns = 4 * destinationStride;
        FourRows(
            ref source, sourceStride,
            out Vector512<float> a0, out Vector512<float> a1, out Vector512<float> a2, out Vector512<float> a3);
        FourRows(
            ref Unsafe.Add(ref source, fourRows), sourceStride,
            out Vector512<float> b0, out Vector512<float> b1, out Vector512<float> b2, out Vector512<float> b3);
        FourRows(
            ref Unsafe.Add(ref source, 2 * fourRows), sourceStride,
            out Vector512<float> c0, out Vector512<float> c1, out Vector512<float> c2, out Vector512<float> c3);
        FourRows(
            ref Unsafe.Add(ref source, 3 * fourRows), sourceStride,
            out Vector512<float> d0, out Vector512<float> d1, out Vector512<float> d2, out Vector512<float> d3);
        FourColumns(a0, b0, c0, d0, ref destination, fourColumns);
        FourColumns(a1, b1, c1, d1, ref Unsafe.Add(ref destination, destinationStride), fourColumns);
        FourColumns(a2, b2, c2, d2, ref Unsafe.Add(ref destination, 2 * destinationStride), fourColumns);
        FourColumns(a3, b3, c3, d3, ref Unsafe.Add(ref destination, 3 * destinationStride), fourColumns);
    }

    /// <summary>Transposes 4×4 within each quarter: quarter q of column c holds the four rows' column 4q + c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourRows(
        ref float source, nuint stride, out Vector512<float> column0, out Vector512<float> column1, out Vector512<float> column2, out Vector512<float> column3)
    {
        Vector512<float> row0 = Vector512.LoadUnsafe(ref source), row1 = Vector512.LoadUnsafe(ref source, stride);
        Vector512<float> row2 = Vector512.LoadUnsafe(ref source, 2 * stride), row3 = Vector512.LoadUnsafe(ref source, 3 * stride);
        Vector512<float> low01 = Avx512F.UnpackLow(row0, row1), high01 = Avx512F.UnpackHigh(row0, row1);
        Vector512<float> low23 = Avx512F.UnpackLow(row2, row3), high23 = Avx512F.UnpackHigh(row2, row3);
        column0 = Avx512F.Shuffle(low01, low23, 0b01_00_01_00);
        column1 = Avx512F.Shuffle(low01, low23, 0b11_10_11_10);
        column2 = Avx512F.Shuffle(high01, high23, 0b01_00_01_00);
        column3 = Avx512F.Shuffle(high01, high23, 0b11_10_11_10);
    }

    /// <summary>Transposes the quarters of four vectors and stores the results, the columns c, c + 4, c + 8 and c + 12.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourColumns(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, ref float destination, nuint stride)
    {
        Vector512<float> even = Avx512F.Shuffle4x128(a, b, 0b10_00_10_00), odd = Avx512F.Shuffle4x128(a, b, 0b11_01_11_01);
        Vector512<float> evenHigh = Avx512F.Shuffle4x128(c, d, 0b10_00_10_00), oddHigh = Avx512F.Shuffle4x128(c, d, 0b11_01_11_01);
        Avx512F.Shuffle4x128(even, evenHigh, 0b10_00_10_00).StoreUnsafe(ref destination);
        Avx512F.Shuffle4x128(odd, oddHigh, 0b10_00_10_00).StoreUnsafe(ref destination, stride);
        Avx512F.Shuffle4x128(even, evenHigh, 0b11_01_11_01).StoreUnsafe(ref destination, 2 * stride);
        Avx512F.Shuffle4x128(odd, oddHigh, 0b11_01_11_01).StoreUnsafe(ref destination, 3 * stride);
    }
}

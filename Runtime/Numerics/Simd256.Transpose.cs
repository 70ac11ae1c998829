using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

public readonly partial struct Simd256
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TransposeBlock(ref float source, nuint sourceStride, ref float destination, nuint destinationStride)
    {
        FourRows(
            ref source, sourceStride,
            out Vector256<float> a0, out Vector256<float> a1, out Vector256<float> a2, out Vector256<float> a3);
        FourRows(
            ref Unsafe.Add(ref source, 4 * sourceStride), sourceStride,
            out Vector256<float> b0, out Vector256<float> b1, out Vector256<float> b2, out Vector256<float> b3);
        TwoColumns(a0, b0, ref destination, 4 * destinationStride);
        TwoColumns(a1, b1, ref Unsafe.Add(ref destination, destinationStride), 4 * destinationStride);
        TwoColumns(a2, b2, ref Unsafe.Add(ref destination, 2 * destinationStride), 4 * destinationStride);
        TwoColumns(a3, b3, ref Unsafe.Add(ref destination, 3 * destinationStride), 4 * destinationStride);
    }

    /// <summary>Transposes 4×4 within each half: half h of column c holds the four rows' column 4h + c.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourRows(
        ref float source, nuint stride, out Vector256<float> column0, out Vector256<float> column1, out Vector256<float> column2, out Vector256<float> column3)
    {
        Vector256<float> row0 = Vector256.LoadUnsafe(ref source), row1 = Vector256.LoadUnsafe(ref source, stride);
        Vector256<float> row2 = Vector256.LoadUnsafe(ref source, 2 * stride), row3 = Vector256.LoadUnsafe(ref source, 3 * stride);
        Vector256<float> low01 = Avx.UnpackLow(row0, row1), high01 = Avx.UnpackHigh(row0, row1);
        Vector256<float> low23 = Avx.UnpackLow(row2, row3), high23 = Avx.UnpackHigh(row2, row3);
        column0 = Avx.Shuffle(low01, low23, 0b01_00_01_00);
        column1 = Avx.Shuffle(low01, low23, 0b11_10_11_10);
        column2 = Avx.Shuffle(high01, high23, 0b01_00_01_00);
        column3 = Avx.Shuffle(high01, high23, 0b11_10_11_10);
    }

    /// <summary>Transposes the halves of two vectors and stores the results, the columns c and c + 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TwoColumns(Vector256<float> a, Vector256<float> b, ref float destination, nuint stride)
    {
        Avx.Permute2x128(a, b, 0x20).StoreUnsafe(ref destination);
        Avx.Permute2x128(a, b, 0x31).StoreUnsafe(ref destination, stride);
    }
}

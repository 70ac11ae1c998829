using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>
/// The sums of a narrow panel for twenty rows: each quarter of a vector holds one row by four columns. The four columns of B are broadcast to all quarters,
/// an element of A is spread over its quarter.
/// </summary>
internal static unsafe class GemmNarrowSums
{
    /// <summary>Rows of A whose steps are neighbours.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void OfRows(
        float* a, float* b, nuint steps, nuint rowA, out Vector512<float> s0, out Vector512<float> s1, out Vector512<float> s2, out Vector512<float> s3, out Vector512<float> s4)
    {
        Vector512<float> c0 = Vector512<float>.Zero, c1 = c0, c2 = c0, c3 = c0, c4 = c0;
        nuint rowsA = 4 * rowA;
        float* end = a + steps / 4 * 4, last = a + steps;
        for (; a != end; a += 4, b += 16)
        {
            Vector512<float> b0 = Broadcast(b), b1 = Broadcast(b + 4), b2 = Broadcast(b + 8), b3 = Broadcast(b + 12);
            FourSteps(a, rowA, b0, b1, b2, b3, ref c0);
            FourSteps(a + rowsA, rowA, b0, b1, b2, b3, ref c1);
            FourSteps(a + 2 * rowsA, rowA, b0, b1, b2, b3, ref c2);
            FourSteps(a + 3 * rowsA, rowA, b0, b1, b2, b3, ref c3);
            FourSteps(a + 4 * rowsA, rowA, b0, b1, b2, b3, ref c4);
        }

        for (; a != last; a++, b += 4)
        {
            Vector512<float> b0 = Broadcast(b);
            c0 = Avx512F.FusedMultiplyAdd(Spread(a, rowA), b0, c0);
            c1 = Avx512F.FusedMultiplyAdd(Spread(a + rowsA, rowA), b0, c1);
            c2 = Avx512F.FusedMultiplyAdd(Spread(a + 2 * rowsA, rowA), b0, c2);
            c3 = Avx512F.FusedMultiplyAdd(Spread(a + 3 * rowsA, rowA), b0, c3);
            c4 = Avx512F.FusedMultiplyAdd(Spread(a + 4 * rowsA, rowA), b0, c4);
        }

        (s0, s1, s2, s3, s4) = (c0, c1, c2, c3, c4);
    }

    /// <summary>Rows of A that are neighbours at each step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void OfColumns(
        float* a, float* b, nuint steps, nuint stepA, out Vector512<float> s0, out Vector512<float> s1, out Vector512<float> s2, out Vector512<float> s3, out Vector512<float> s4)
    {
        Vector512<float> c0 = Vector512<float>.Zero, c1 = c0, c2 = c0, c3 = c0, c4 = c0;
        Vector512<int> quarter = Vector512.Create(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3), four = Vector512.Create(4);
        Vector512<int> second = quarter + four, third = second + four, fourth = third + four;
        for (; steps != 0; steps--, a += stepA, b += 4)
        {
            Vector512<float> b0 = Broadcast(b), rows = Avx512F.LoadVector512(a);
            c0 = Avx512F.FusedMultiplyAdd(Avx512F.PermuteVar16x32(rows, quarter), b0, c0);
            c1 = Avx512F.FusedMultiplyAdd(Avx512F.PermuteVar16x32(rows, second), b0, c1);
            c2 = Avx512F.FusedMultiplyAdd(Avx512F.PermuteVar16x32(rows, third), b0, c2);
            c3 = Avx512F.FusedMultiplyAdd(Avx512F.PermuteVar16x32(rows, fourth), b0, c3);
            c4 = Avx512F.FusedMultiplyAdd(Avx512F.PermuteVar16x32(Broadcast(a + 16), quarter), b0, c4);
        }

        (s0, s1, s2, s3, s4) = (c0, c1, c2, c3, c4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourSteps(
        float* a, nuint rowA, Vector512<float> b0, Vector512<float> b1, Vector512<float> b2, Vector512<float> b3, ref Vector512<float> sum)
    {
        Vector512<float> rows = Join(Sse.LoadVector128(a), Sse.LoadVector128(a + rowA), Sse.LoadVector128(a + 2 * rowA), Sse.LoadVector128(a + 3 * rowA));
        sum = Avx512F.FusedMultiplyAdd(Avx512F.Permute4x32(rows, 0b00_00_00_00), b0, sum);
        sum = Avx512F.FusedMultiplyAdd(Avx512F.Permute4x32(rows, 0b01_01_01_01), b1, sum);
        sum = Avx512F.FusedMultiplyAdd(Avx512F.Permute4x32(rows, 0b10_10_10_10), b2, sum);
        sum = Avx512F.FusedMultiplyAdd(Avx512F.Permute4x32(rows, 0b11_11_11_11), b3, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Broadcast(float* b) => Avx512F.BroadcastVector128ToVector512(b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Spread(float* a, nuint rowA)
        => Join(Vector128.Create(*a), Vector128.Create(a[rowA]), Vector128.Create(a[2 * rowA]), Vector128.Create(a[3 * rowA]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Join(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d)
        => Vector512.Create(Vector256.Create(a, b), Vector256.Create(c, d));
}

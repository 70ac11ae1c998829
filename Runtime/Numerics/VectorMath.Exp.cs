using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

public static partial class VectorMath
{
    /// <summary>eˣ. Error ≤ 1.3 ulp, also of denormal results; +∞ above 88.72, 0 below -103.97.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V>(V x)
        where V : struct, ISimd<V>
        => ExpOfSum(x, V.Zero);

    /// <summary>e to the power of x + low, where low is a small part of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpOfSum<V>(V x, V low)
        where V : struct, ISimd<V>
    {
        // The limits come first: an operation on a constant and NaN, in this order, gives NaN.
        x = V.Max(V.Create(-104.5f), V.Min(V.Create(89f), x));
        V n = V.Round(x * V.Create(Log2E));
        V r = V.MultiplyAdd(n, V.Create(-Ln2Low), V.MultiplyAdd(n, V.Create(-Ln2High), x)) + low;
        return V.ScaleByPowerOfTwo(V.MultiplyAdd(ExpTail(r), r * r, r) + V.Create(1f), n);
    }

    // (eʳ - 1 - r) / r² for |r| ≤ ln 2 / 2: the polynomial of Cephes expf (S. Moshier, free to use).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpTail<V>(V r)
        where V : struct, ISimd<V>
    {
        V p = V.MultiplyAdd(V.Create(1.9875691500e-4f), r, V.Create(1.3981999507e-3f));
        p = V.MultiplyAdd(p, r, V.Create(8.3334519073e-3f));
        p = V.MultiplyAdd(p, r, V.Create(4.1665795894e-2f));
        p = V.MultiplyAdd(p, r, V.Create(1.6666665459e-1f));
        return V.MultiplyAdd(p, r, V.Create(5.0000001201e-1f));
    }
}

using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

public static partial class VectorMath
{
    /// <summary>eˣ - 1 without cancellation near 0. Error ≤ 1.5 ulp; +∞ above 88.72.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Expm1<V>(V x)
        where V : struct, ISimd<V>
    {
        x = V.Max(V.Create(-90f), V.Min(V.Create(89f), x));
        V n = V.Round(x * V.Create(Log2E));
        V r = V.MultiplyAdd(n, V.Create(-Ln2Low), V.MultiplyAdd(n, V.Create(-Ln2High), x));
        V p = V.MultiplyAdd(ExpTail(r), r * r, r);

        // 2ⁿ(p + 1) - 1 = 2(s·p + (s - ½)) with s = 2ⁿ⁻¹, which does not overflow before the result does.
        V s = V.ScaleByPowerOfTwo(V.Create(1f), n - V.Create(1f));
        V half = V.MultiplyAdd(s, p, s - V.Create(0.5f));
        return half + half;
    }
}

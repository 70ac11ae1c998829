using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

public static partial class VectorMath
{
    /// <summary>eˣ - 1 without cancellation near 0. Error ≤ 1.5 ulp; +∞ above 88.72.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Expm1<V>(V x)
        where V : struct, ISimd<V>
    {
        V r = ExpRemainder(V.Max(V.Create(-90f), V.Min(V.Create(LargestExponent), x)), out V n);
        V p = V.MultiplyAdd(ExpTail(r), r * r, r);

        // 2ⁿ(p + 1) - 1 = 2(s·p + (s - ½)) with s = 2ⁿ⁻¹, which does not overflow before the result does.
        V s = V.ScaleByPowerOfTwo(V.Create(1f), n - V.Create(1f));
        V half = V.MultiplyAdd(s, p, s - V.Create(0.5f));
        return half + half;
    }
}

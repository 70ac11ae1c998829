using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

public static partial class VectorMath
{
    /// <summary>ln(1 + eˣ) as max(x, 0) + ln(1 + e^-|x|), which neither overflows nor loses small results. Error ≤ 2 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Softplus<V>(V x)
        where V : struct, ISimd<V>
    {
        // The logarithm of 1 + e in (1, 2] needs none of the cares of Log1p but for what the rounding of the sum lost.
        V one = V.Create(1f), e = Exp(-V.Abs(x)), w = one + e;
        V high = V.GreaterThan(w, V.Create(1.41421356f));
        V log = LogOfParts(V.Select(high, w * V.Create(0.5f), w) - one, V.And(high, one));
        return V.Max(V.Zero, x) + (log + (e - (w - one)) / w);
    }
}

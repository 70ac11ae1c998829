using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

public static partial class VectorMath
{
    /// <summary>ln(1 + eˣ) as max(x, 0) + ln(1 + e^-|x|), which neither overflows nor loses small results. Error ≤ 2 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Softplus<V>(V x)
        where V : struct, ISimd<V>
    {
        V e = ExpOfNegative(-V.Abs(x));
        return V.Max(V.Zero, x) + V.MultiplyAdd(Log1pTail(e), e * e, e);
    }

    // (ln(1 + e) - e) / e² for e in [0, 1], fitted for the smallest largest relative error of ln(1 + e), 5.3e-9.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Log1pTail<V>(V e)
        where V : struct, ISimd<V>
    {
        V p = V.MultiplyAdd(V.Create(-3.306539496e-3f), e, V.Create(2.015033364e-2f));
        p = V.MultiplyAdd(p, e, V.Create(-5.756152794e-2f));
        p = V.MultiplyAdd(p, e, V.Create(1.067001298e-1f));
        p = V.MultiplyAdd(p, e, V.Create(-1.534909755e-1f));
        p = V.MultiplyAdd(p, e, V.Create(1.969319284e-1f));
        p = V.MultiplyAdd(p, e, V.Create(-2.495815605e-1f));
        p = V.MultiplyAdd(p, e, V.Create(3.333047032e-1f));
        return V.MultiplyAdd(p, e, V.Create(-4.999993145e-1f));
    }
}

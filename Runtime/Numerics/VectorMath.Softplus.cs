using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

public static partial class VectorMath
{
    /// <summary>ln(1 + eˣ) as max(x, 0) + ln(1 + e^-|x|), which neither overflows nor loses small results. Error ≤ 2 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Softplus<V>(V x)
        where V : struct, ISimd<V>
        => V.Max(V.Zero, x) + Log1p(Exp(-V.Abs(x)));
}

using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

public static partial class VectorMath
{
    /// <summary>ln(1 + x) without cancellation near 0. Error ≤ 2 ulp; -∞ at -1, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static V Log1p<V>(V x)
        where V : struct, ISimd<V>
    {
        // What the rounding of 1 + x lost is, relative to it, what the logarithm misses. It is not a number at -1 and ∞, where nothing is missing.
        V w = V.Create(1f) + x;
        V missing = (x - (w - V.Create(1f))) / w;
        return Log(w) + V.And(V.LessThan(V.Abs(missing), V.Create(1f)), missing);
    }
}

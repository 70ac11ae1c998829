using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

public static partial class VectorMath
{
    /// <summary>The larger value, or NaN if either is NaN, on every machine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Max<V>(V a, V b)
        where V : struct, ISimd<V>
        => V.Select(V.NotEquals(a, a), a, V.Max(a, b));

    /// <summary>The smaller value, or NaN if either is NaN, on every machine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Min<V>(V a, V b)
        where V : struct, ISimd<V>
        => V.Select(V.NotEquals(a, a), a, V.Min(a, b));
}

using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

public static partial class VectorMath
{
    // The processor's own Max and Min give their second argument when either is NaN, and of two zeros: in one of the two orders it is the NaN. A bitwise or
    // of both orders keeps it, keeps a number as it is, and needs neither masks nor more than three instructions.

    /// <summary>The larger value, or NaN if either is NaN, on every machine. Zeros are equal, whatever their signs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Max<V>(V a, V b)
        where V : struct, ISimd<V>
        => V.Or(V.Max(a, b), V.Max(b, a));

    /// <summary>The smaller value, or NaN if either is NaN, on every machine. Zeros are equal, whatever their signs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Min<V>(V a, V b)
        where V : struct, ISimd<V>
        => V.Or(V.Min(a, b), V.Min(b, a));
}

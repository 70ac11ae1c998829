using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// Keeps decaying averages out of the denormal range. Without a gradient an average shrinks to a few units of the smallest denormal and
/// stays there for ever, which doubles the cost of an update; magnitudes up to 10⁻³⁰ are far below what any epsilon lets through.
/// </summary>
internal static class Tiny
{
    private const float Largest = 1e-30f;

    /// <summary>Zero where |value| ≤ 10⁻³⁰; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Flush<V>(V value)
        where V : struct, ISimd<V> =>
        V.AndNot(value, V.LessThanOrEqual(V.Abs(value), V.Create(Largest)));
}

using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Applies an update to a row of gradients, vector by vector.</summary>
internal static class GradientRow
{
    /// <inheritdoc cref="IGradientUpdate.ApplyRow"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<V, TUpdate>(TUpdate update, float factor, ref float values, nuint at, nuint count)
        where V : struct, ISimd<V>
        where TUpdate : struct, IGradientUpdate
    {
        V x = V.Create(factor);
        nuint i = 0;
        // Added to zero as in a product, so that -0 becomes 0 here too.
        for (; i + (nuint)V.Count <= count; i += (nuint)V.Count)
            update.Apply(V.MultiplyAdd(x, V.Load(ref values, i), V.Zero), at + i, default(FullLanes<V>));
        if (i < count)
        {
            TailLanes<V> tail = new(count - i);
            update.Apply(V.MultiplyAdd(x, tail.Load(ref values, i), V.Zero), at + i, tail);
        }
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The first <paramref name="count"/> lanes take part, 0 &lt; count &lt; <c>V.Count</c>; memory of the others is neither read nor written.</summary>
/// <param name="count">Number of lanes.</param>
/// <typeparam name="V">The vector type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TailLanes<V>(nuint count) : ILanes<V>
    where V : struct, ISimd<V>
{
    private readonly nuint _count = count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Load(ref float source, nuint offset) => V.LoadPartial(ref source, offset, _count);

    /// <inheritdoc/>
    // In this order the JIT leaves the whole vector, which loops read most of the time, in the loop.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Load(ref float source, nuint offset, bool isWhole) => !isWhole ? Load(ref source, offset) : V.Load(ref source, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V LoadIntegers(ref int source, nuint offset) => V.LoadIntegersPartial(ref source, offset, _count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(V value, ref float destination, nuint offset) => V.StorePartial(value, ref destination, offset, _count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreScratch(V value, ref float destination, nuint offset) => Store(value, ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Keep(V value, V identity) => V.Select(V.FirstLanes(_count), value, identity);
}

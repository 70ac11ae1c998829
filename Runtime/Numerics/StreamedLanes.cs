using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// Every lane takes part, and what is loaded is brought to the cache 2 KB ahead: for loops that do little but read more than the nearer caches hold.
/// </summary>
/// <typeparam name="V">The vector type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct StreamedLanes<V> : ILanes<V>
    where V : struct, ISimd<V>
{
    private const int FloatsAhead = 512;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Load(ref float source, nuint offset)
    {
        Prefetch.ToFirstCache((float*)Unsafe.AsPointer(ref source) + offset + FloatsAhead);
        return V.Load(ref source, offset);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Load(ref float source, nuint offset, bool isWhole) => Load(ref source, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V LoadIntegers(ref int source, nuint offset) => V.LoadIntegers(ref source, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(V value, ref float destination, nuint offset) => V.Store(value, ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreScratch(V value, ref float destination, nuint offset) => Store(value, ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Keep(V value, V identity) => value;
}

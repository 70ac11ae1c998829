using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// As <see cref="TailLanes{V}"/>, for the end of a row with room for 15 more floats behind it in scratch memory: the first of a block of 16 rows, alone.
/// </summary>
/// <param name="count">Number of lanes.</param>
/// <typeparam name="V">The vector type.</typeparam>
internal readonly struct LoneLanes<V>(nuint count) : ILanes<V>
    where V : struct, ISimd<V>
{
    private readonly nuint _count = count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Load(ref float source, nuint offset) => V.LoadPartial(ref source, offset, _count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Load(ref float source, nuint offset, bool isWhole) => !isWhole ? Load(ref source, offset) : V.Load(ref source, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V LoadIntegers(ref int source, nuint offset) => V.LoadIntegersPartial(ref source, offset, _count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(V value, ref float destination, nuint offset) => V.StorePartial(value, ref destination, offset, _count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreScratch(V value, ref float destination, nuint offset) => V.Store(value, ref destination, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Keep(V value, V identity) => V.Select(V.FirstLanes(_count), value, identity);
}

using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Puts results to memory, the vectors of each row one after the other.</summary>
/// <param name="results">The first vector.</param>
internal readonly ref struct GemmMemorySink<V>(ref V results) : IGemmSink<V>
    where V : struct, ISimd<V>
{
    private readonly ref V _results = ref results;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load<TVectors>(int row, out V first, out V second, out V third)
        where TVectors : struct, ITileSize
    {
        first = Unsafe.Add(ref _results, TVectors.Count * row);
        second = TVectors.Count > 1 ? Unsafe.Add(ref _results, TVectors.Count * row + 1) : V.Zero;
        third = TVectors.Count > 2 ? Unsafe.Add(ref _results, TVectors.Count * row + 2) : V.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<TVectors, L>(int row, V first, V second, V third, L lanes)
        where TVectors : struct, ITileSize
        where L : struct, ILanes<V>
    {
        Unsafe.Add(ref _results, TVectors.Count * row) = first;
        if (TVectors.Count > 1)
            Unsafe.Add(ref _results, TVectors.Count * row + 1) = second;
        if (TVectors.Count > 2)
            Unsafe.Add(ref _results, TVectors.Count * row + 2) = third;
    }
}

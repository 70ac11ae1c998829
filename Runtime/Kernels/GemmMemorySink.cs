using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Puts results to memory, the vectors of each row one after the other.</summary>
/// <param name="results">The first vector.</param>
internal readonly unsafe ref struct GemmMemorySink<V>(ref V results) : IGemmSink<V>
    where V : struct, ISimd<V>
{
    private readonly ref V _results = ref results;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load<TVectors>(int row, out V first, out V second, out V third)
        where TVectors : unmanaged, ITileSize
    {
        first = Unsafe.Add(ref _results, sizeof(TVectors) * row);
        second = sizeof(TVectors) > 1 ? Unsafe.Add(ref _results, sizeof(TVectors) * row + 1) : V.Zero;
        third = sizeof(TVectors) > 2 ? Unsafe.Add(ref _results, sizeof(TVectors) * row + 2) : V.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<TVectors, L>(int row, V first, V second, V third, L lanes)
        where TVectors : unmanaged, ITileSize
        where L : struct, ILanes<V>
    {
        Unsafe.Add(ref _results, sizeof(TVectors) * row) = first;
        if (sizeof(TVectors) > 1)
            Unsafe.Add(ref _results, sizeof(TVectors) * row + 1) = second;
        if (sizeof(TVectors) > 2)
            Unsafe.Add(ref _results, sizeof(TVectors) * row + 2) = third;
    }
}

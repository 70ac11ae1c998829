using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Puts whole vectors to memory where they belong, each row apart from the one before.</summary>
/// <param name="results">The first row.</param>
/// <param name="stride">Floats from one row to the next.</param>
internal readonly unsafe struct GemmStridedSink<V>(float* results, nuint stride) : IGemmSink<V>
    where V : struct, ISimd<V>
{
    private readonly float* _results = results;
    private readonly nuint _stride = stride;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load<TVectors>(int row, out V first, out V second, out V third)
        where TVectors : unmanaged, ITileSize
    {
        nuint at = (nuint)row * _stride;
        first = V.Load(ref *_results, at);
        second = sizeof(TVectors) > 1 ? V.Load(ref *_results, at + (nuint)V.Count) : V.Zero;
        third = sizeof(TVectors) > 2 ? V.Load(ref *_results, at + (2 * (nuint)V.Count)) : V.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<TVectors, L>(int row, V first, V second, V third, L lanes)
        where TVectors : unmanaged, ITileSize
        where L : struct, ILanes<V>
    {
        nuint at = (nuint)row * _stride;
        V.Store(first, ref *_results, at);
        if (sizeof(TVectors) > 1)
            V.Store(second, ref *_results, at + (nuint)V.Count);
        if (sizeof(TVectors) > 2)
            V.Store(third, ref *_results, at + (2 * (nuint)V.Count));
    }
}

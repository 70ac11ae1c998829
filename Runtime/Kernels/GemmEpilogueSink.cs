using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Hands results to an epilogue in registers. Its code then stands in the tile once for every vector, so the epilogue must be short.</summary>
/// <param name="epilogue">A variable on the stack, which does not move.</param>
/// <param name="row">First row of the tile.</param>
/// <param name="column">First column of the tile.</param>
internal readonly unsafe struct GemmEpilogueSink<V, TEpilogue>(in TEpilogue epilogue, nuint row, nuint column) : IGemmSink<V>
    where V : struct, ISimd<V>
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    private readonly void* _epilogue = Unsafe.AsPointer(ref Unsafe.AsRef(in epilogue));
    private readonly nuint _row = row, _column = column;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load<TVectors>(int row, out V first, out V second, out V third)
        where TVectors : unmanaged, ITileSize
        => first = second = third = V.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<TVectors, L>(int row, V first, V second, V third, L lanes)
        where TVectors : unmanaged, ITileSize
        where L : struct, ILanes<V>
    {
        ref TEpilogue target = ref Unsafe.AsRef<TEpilogue>(_epilogue);
        nuint at = _row + (nuint)row;
        if (sizeof(TVectors) > 1)
            target.Store(first, at, _column, default(FullLanes<V>));
        if (sizeof(TVectors) > 2)
            target.Store(second, at, _column + (nuint)V.Count, default(FullLanes<V>));
        target.Store(sizeof(TVectors) > 2 ? third : sizeof(TVectors) > 1 ? second : first, at, _column + (nuint)(sizeof(TVectors) - 1) * (nuint)V.Count, lanes);
    }
}

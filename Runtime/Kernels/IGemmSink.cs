namespace NetGen.Kernels;

/// <summary>Where a tile puts its results, and finds those that it continues.</summary>
internal interface IGemmSink<V>
    where V : struct, ISimd<V>
{
    /// <summary>Reads what an earlier block of the contraction left; vectors that the tile does not have are zero.</summary>
    public void Load<TVectors>(int row, out V first, out V second, out V third)
        where TVectors : unmanaged, ITileSize;

    /// <summary>Takes the vectors of one row.</summary>
    public void Store<TVectors, L>(int row, V first, V second, V third, L lanes)
        where TVectors : unmanaged, ITileSize
        where L : struct, ILanes<V>;
}

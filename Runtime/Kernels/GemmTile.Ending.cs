using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

internal static unsafe partial class GemmTile<V>
{
    /// <summary>Chooses the last steps of a tile by the registers that its accumulators leave for the vectors of B, all of them at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Start<TRows, TVectors, L, TMode, TSink>(float* a, float* b, in GemmPass pass, L lanes, in TSink results)
        where TRows : unmanaged, ITileSize
        where TVectors : unmanaged, ITileSize
        where L : struct, ILanes<V>
        where TMode : struct, IGemmMode
        where TSink : struct, IGemmSink<V>, allows ref struct
    {
        // Accumulators leave no registers at other widths. The last segment begins before the last steps.
        nuint most = TMode.IsSegmented ? pass.Segment - 1 : pass.Steps;
        if (V.Count < 16 || sizeof(TRows) < TileSteps<V>.RowsToEndApart || most < (nuint)sizeof(Four))
            Run<TRows, TVectors, None, L, TMode, TSink>(a, b, pass, lanes, results);
        else if (sizeof(TRows) * sizeof(TVectors) + 4 * sizeof(TVectors) <= TileSteps<V>.Registers)
            Run<TRows, TVectors, Four, L, TMode, TSink>(a, b, pass, lanes, results);
        else if (sizeof(TRows) * sizeof(TVectors) + 3 * sizeof(TVectors) <= TileSteps<V>.Registers)
            Run<TRows, TVectors, Three, L, TMode, TSink>(a, b, pass, lanes, results);
        else
            Run<TRows, TVectors, Two, L, TMode, TSink>(a, b, pass, lanes, results);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V First<TVectors, L>(float* b, L lanes, bool isWhole)
        where TVectors : unmanaged, ITileSize
        where L : struct, ILanes<V>
        => sizeof(TVectors) > 1 ? V.Load(ref *b, 0) : lanes.Load(ref *b, 0, isWhole);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Second<TVectors, L>(float* b, L lanes, bool isWhole)
        where TVectors : unmanaged, ITileSize
        where L : struct, ILanes<V>
        => sizeof(TVectors) > 2 ? V.Load(ref *b, (nuint)V.Count) : sizeof(TVectors) > 1 ? lanes.Load(ref *b, (nuint)V.Count, isWhole) : V.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Third<TVectors, L>(float* b, L lanes, bool isWhole)
        where TVectors : unmanaged, ITileSize
        where L : struct, ILanes<V>
        => sizeof(TVectors) > 2 ? lanes.Load(ref *b, 2 * (nuint)V.Count, isWhole) : V.Zero;

    /// <summary>Copies the vectors of B of one step to the packed panel, two of them at most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pack<TVectors>(V b0, V b1, ref float* packed)
        where TVectors : unmanaged, ITileSize
    {
        V.Store(b0, ref *packed, 0);
        if (sizeof(TVectors) > 1)
            V.Store(b1, ref *packed, (nuint)V.Count);
        packed += sizeof(TVectors) * V.Count;
    }

    /// <summary>The last steps of one row, with vectors of B by step and place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Last<TVectors, TLast>(
        float* a, nuint at, nuint stepA, in V b00, in V b01, in V b02, in V b10, in V b11, in V b12,
        in V b20, in V b21, in V b22, in V b30, in V b31, in V b32, ref V c0, ref V c1, ref V c2)
        where TVectors : unmanaged, ITileSize
        where TLast : unmanaged, ITileSize
    {
        if (typeof(TLast) != typeof(None))
            TileSteps<V>.Step<TVectors>(a, at, b00, b01, b02, ref c0, ref c1, ref c2);
        if (sizeof(TLast) > 1)
            TileSteps<V>.Step<TVectors>(a, at + stepA, b10, b11, b12, ref c0, ref c1, ref c2);
        if (sizeof(TLast) > 2)
            TileSteps<V>.Step<TVectors>(a, at + 2 * stepA, b20, b21, b22, ref c0, ref c1, ref c2);
        if (sizeof(TLast) > 3)
            TileSteps<V>.Step<TVectors>(a, at + 3 * stepA, b30, b31, b32, ref c0, ref c1, ref c2);
    }
}

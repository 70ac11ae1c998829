using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>One pass of tiles over a block of the contraction. Distances are in floats.</summary>
internal unsafe struct GemmPass
{
    /// <summary>Length of the block of the contraction.</summary>
    public nuint Steps;

    /// <summary>From one row of a tile to the next in A.</summary>
    public nuint RowA;

    /// <summary>From one step to the next in A.</summary>
    public nuint StepA;

    /// <summary>From one step to the next in B, unless B is packed.</summary>
    public nuint StepB;

    /// <summary>Whether the results continue those of an earlier block of the contraction.</summary>
    public bool Continues;

    /// <summary>The packed panel: where a packing tile puts B, and the others find it.</summary>
    public float* Packed;

    /// <summary>The first of the addresses to prefetch, each with the 128 bytes of two vectors, or with as many as the tile has.</summary>
    public float* Next;

    /// <summary>From one address to prefetch to the next.</summary>
    public nuint NextStride;

    /// <summary>Steps from one prefetch to the next, of either kind, at least 1.</summary>
    public nuint NextInterval;

    /// <summary>From the first address of one tile to that of the next tile.</summary>
    public nuint NextTile;

    /// <summary>The first of the list of places that the epilogue will need, each as wide as the tile.</summary>
    public float** Lines;

    /// <summary>The last of that list.</summary>
    public float** LastLine;

    /// <summary>Steps from one gap in A to the next.</summary>
    public nuint Segment;

    /// <summary>The length of such a gap; it may be negative, modulo 2⁶⁴.</summary>
    public nuint Gap;

    /// <summary>Segments from one wider gap to the next.</summary>
    public nuint Segments;

    /// <summary>How much wider such a gap is than the others.</summary>
    public nuint WiderGap;

    /// <summary>Spreads the lines of a panel of B over the tiles of the one before it.</summary>
    /// <param name="next">The panel.</param>
    /// <param name="stride">From one step to the next in it.</param>
    /// <param name="rows">Rows of those tiles.</param>
    /// <param name="rowsOfTile">Rows of each of them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void BringNext(float* next, nuint stride, nuint rows, nuint rowsOfTile)
    {
        nuint tiles = (rows + rowsOfTile - 1) / rowsOfTile, share = (Steps + tiles - 1) / tiles;
        Next = next;
        NextInterval = Math.Max(1, Steps / share);
        NextStride = stride;
        NextTile = share * stride;
    }
}

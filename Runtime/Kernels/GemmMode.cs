namespace NetGen.Kernels;

/// <summary>What a tile does beside multiplying, as a type argument, so that a tile pays only for what it does.</summary>
internal interface IGemmMode
{
    /// <summary>B is a packed panel: as many floats a step as the tile has lanes, all of them there.</summary>
    public static abstract bool IsPacked { get; }

    /// <summary>B is copied to a packed panel on the way: the stores fit between the multiplications.</summary>
    public static abstract bool Packs { get; }

    /// <summary>What the next panel needs is brought to the second cache, a little between every few steps.</summary>
    public static abstract bool Prefetches { get; }

    /// <summary>What the epilogue will need for the tile's results is brought to the first cache, a little between every few steps.</summary>
    public static abstract bool PrefetchesResults { get; }

    /// <summary>The results may continue those of an earlier block of the contraction.</summary>
    public static abstract bool MayContinue { get; }

    /// <summary>A is read in segments with gaps between them: rows of a window in a convolution.</summary>
    public static abstract bool IsSegmented { get; }
}

/// <summary>Reads B in place, the whole contraction at once.</summary>
internal readonly struct InPlace : IGemmMode
{
    public static bool IsPacked => false;
    public static bool Packs => false;
    public static bool Prefetches => false;
    public static bool PrefetchesResults => false;
    public static bool MayContinue => false;
    public static bool IsSegmented => false;
}

/// <summary>Reads B in place, the whole contraction at once, and prefetches for the epilogue.</summary>
internal readonly struct Asking : IGemmMode
{
    public static bool IsPacked => false;
    public static bool Packs => false;
    public static bool Prefetches => false;
    public static bool PrefetchesResults => true;
    public static bool MayContinue => false;
    public static bool IsSegmented => false;
}

/// <summary>Reads B in place, the whole contraction at once, and prefetches the next panel.</summary>
internal readonly struct Bringing : IGemmMode
{
    public static bool IsPacked => false;
    public static bool Packs => false;
    public static bool Prefetches => true;
    public static bool PrefetchesResults => false;
    public static bool MayContinue => false;
    public static bool IsSegmented => false;
}

/// <summary>Reads B in place, packs it for the tiles that follow, and prefetches for the next panel.</summary>
internal readonly struct Packing : IGemmMode
{
    public static bool IsPacked => false;
    public static bool Packs => true;
    public static bool Prefetches => true;
    public static bool PrefetchesResults => false;
    public static bool MayContinue => true;
    public static bool IsSegmented => false;
}

/// <summary>Reads a packed panel and prefetches for the next one.</summary>
internal readonly struct Packed : IGemmMode
{
    public static bool IsPacked => true;
    public static bool Packs => false;
    public static bool Prefetches => true;
    public static bool PrefetchesResults => false;
    public static bool MayContinue => true;
    public static bool IsSegmented => false;
}

/// <summary>Reads B in place and A in segments.</summary>
internal readonly struct Segmented : IGemmMode
{
    public static bool IsPacked => false;
    public static bool Packs => false;
    public static bool Prefetches => false;
    public static bool PrefetchesResults => false;
    public static bool MayContinue => true;
    public static bool IsSegmented => true;
}

/// <summary>Reads a packed panel that is in cache already, and adds to what is there.</summary>
internal readonly struct Adding : IGemmMode
{
    public static bool IsPacked => true;
    public static bool Packs => false;
    public static bool Prefetches => false;
    public static bool PrefetchesResults => false;
    public static bool MayContinue => true;
    public static bool IsSegmented => false;
}

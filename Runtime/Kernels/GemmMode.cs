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

    /// <summary>The results may continue those of an earlier block of the contraction.</summary>
    public static abstract bool MayContinue { get; }
}

/// <summary>Reads B in place, the whole contraction at once.</summary>
internal readonly struct InPlace : IGemmMode
{
    public static bool IsPacked => false;
    public static bool Packs => false;
    public static bool Prefetches => false;
    public static bool MayContinue => false;
}

/// <summary>Reads B in place, packs it for the tiles that follow, and prefetches for the next panel.</summary>
internal readonly struct Packing : IGemmMode
{
    public static bool IsPacked => false;
    public static bool Packs => true;
    public static bool Prefetches => true;
    public static bool MayContinue => true;
}

/// <summary>Reads a packed panel and prefetches for the next one.</summary>
internal readonly struct Packed : IGemmMode
{
    public static bool IsPacked => true;
    public static bool Packs => false;
    public static bool Prefetches => true;
    public static bool MayContinue => true;
}

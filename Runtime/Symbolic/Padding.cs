namespace NetGen;

/// <summary>What a layer that moves a window over positions puts around its input.</summary>
public enum Padding
{
    /// <summary>Nothing: the window stays inside, the result has fewer positions.</summary>
    Valid,

    /// <summary>As much on both sides that stride 1 keeps the number of positions, ⌈positions / stride⌉ in general; if it is odd, one more behind.</summary>
    Same,

    /// <summary>As much as <see cref="Same"/>, all of it before: a result depends on no later position. Only over one axis.</summary>
    Causal,
}

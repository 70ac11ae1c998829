using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>Neighbouring blocks whose values all lie in memory, so that a sum over their rows is loaded and stored once.</summary>
/// <param name="count">The number of blocks, at least 1.</param>
/// <param name="distance">Floats from a value of one block to the same value of the next.</param>
/// <param name="lastRows">Rows of the last block that are in the batch; the others are whole.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BlockGroup(int count, nint distance, int lastRows)
{
    /// <summary>The number of blocks.</summary>
    public int Count { get; } = count;

    /// <summary>Floats from a value of one block to the same value of the next.</summary>
    public nint Distance { get; } = distance;

    /// <summary>Rows of the last block that are in the batch; the others are whole.</summary>
    public int LastRows { get; } = lastRows;
}

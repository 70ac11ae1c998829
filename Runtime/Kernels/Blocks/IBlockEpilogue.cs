using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>What happens to each result of a product over a block of rows: it must at least be stored.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IBlockEpilogue
{
    /// <summary>Whether the epilogue is short enough to be compiled for each register of a tile.</summary>
    public static abstract bool IsShort { get; }

    /// <summary>Takes one feature of as many rows of the block as a vector has lanes. Called exactly once for each, in no particular order.</summary>
    /// <param name="value">The feature of neighbouring rows.</param>
    /// <param name="feature">The number of the feature.</param>
    /// <param name="lane">The first of the rows, within the block.</param>
    public void Store<V>(V value, nuint feature, nuint lane)
        where V : struct, ISimd<V>;
}

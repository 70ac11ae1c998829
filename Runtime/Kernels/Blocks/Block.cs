using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>A block: as many rows of a batch as two vectors have lanes. Block programs keep a value as [feature][row of the block].</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Block
{
    /// <summary>The rows of the widest block, which every block's memory is laid out for.</summary>
    public const int MaxWidth = 32;

    /// <summary>The rows of a block: two vectors, so that every weight that is loaded is used twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Width<V>()
        where V : struct, ISimd<V> => 2 * V.Count;
}

using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Sums over the rows of a group of blocks of values whose transposed form nobody else needs, such as a loss.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockSum
{
    /// <summary>The sums of features over the rows of the blocks that are in the batch, set or added to what is there.</summary>
    /// <param name="source">The first block.</param>
    /// <param name="features">The number of sums.</param>
    /// <param name="blocks">The blocks.</param>
    /// <param name="sums">The sum of feature 0.</param>
    /// <param name="accumulate">Whether to add.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V>(ref float source, int features, BlockGroup blocks, ref float sums, bool accumulate)
        where V : struct, ISimd<V>
    {
        BlockMask<V> mask = new(blocks.LastRows);
        for (int feature = 0; feature < features; feature++)
        {
            ref float block = ref Unsafe.Add(ref source, feature * Block.Width<V>());
            V total = V.Zero;
            for (int whole = blocks.Count - 1; whole > 0; whole--, block = ref Unsafe.Add(ref block, blocks.Distance))
                total += V.Load(ref block, 0) + V.Load(ref block, (nuint)V.Count);
            float sum = V.Sum(total + (mask.Lower(ref block) + mask.Upper(ref block)));
            ref float result = ref Unsafe.Add(ref sums, feature);
            result = accumulate ? result + sum : sum;
        }
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Sums over the rows of a block of values whose transposed form nobody else needs, such as a loss.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockSum
{
    /// <summary>The sums of features over the rows of the block that are in the batch, set or added to what is there.</summary>
    /// <param name="block">The block.</param>
    /// <param name="features">The number of sums.</param>
    /// <param name="count">Rows of the block that are in the batch.</param>
    /// <param name="sums">The sum of feature 0.</param>
    /// <param name="accumulate">Whether to add.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V>(ref float block, int features, int count, ref float sums, bool accumulate)
        where V : struct, ISimd<V>
    {
        int lanes = V.Count;
        V lower = V.FirstLanes((nuint)Math.Min(count, lanes)), upper = V.FirstLanes((nuint)Math.Max(count - lanes, 0));
        for (int feature = 0; feature < features; feature++)
        {
            nuint at = (nuint)(feature * 2 * lanes);
            float sum = V.Sum(V.And(V.Load(ref block, at), lower) + V.And(V.Load(ref block, at + (nuint)lanes), upper));
            ref float result = ref Unsafe.Add(ref sums, feature);
            result = accumulate ? result + sum : sum;
        }
    }
}

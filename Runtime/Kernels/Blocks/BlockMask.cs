using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Leaves out the rows of a block that are not in the batch.</summary>
/// <param name="rows">Rows of the block that are in the batch.</param>
internal readonly struct BlockMask<V>(int rows)
    where V : struct, ISimd<V>
{
    private readonly V _lower = V.FirstLanes((nuint)Math.Min(rows, V.Count));
    private readonly V _upper = V.FirstLanes((nuint)Math.Max(rows - V.Count, 0));

    /// <summary>A feature of the first half of the rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Lower(ref float feature) => V.And(V.Load(ref feature, 0), _lower);

    /// <summary>A feature of the second half of the rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Upper(ref float feature) => V.And(V.Load(ref feature, (nuint)V.Count), _upper);
}

using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The accumulators of a tile on their way from registers to the epilogue, two vectors for each of eight rows.</summary>
[InlineArray(16)]
internal struct TileResults<V>
    where V : struct, ISimd<V>
{
    private V _first;
}

using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The accumulators of a tile on their way from registers to the epilogue, three vectors for each of eight rows or two for
/// each of thirteen at most; a local variable.</summary>
[InlineArray(27)]
internal struct TileResults<V>
    where V : struct, ISimd<V>
{
    private V _first;

    /// <summary>The first result, aligned to a cache line: vectors that cross lines take twice as long to store and to load again.</summary>
    /// <param name="memory">A variable on the stack.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe ref V Aligned(ref TileResults<V> memory)
        => ref Unsafe.AsRef<V>((void*)(((nuint)Unsafe.AsPointer(ref memory) + 63) & ~(nuint)63));
}

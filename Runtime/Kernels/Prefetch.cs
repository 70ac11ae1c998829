using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>Hints to bring memory to a cache, which never fault. Nothing where the hardware has no such instruction.</summary>
internal static unsafe class Prefetch
{
    /// <summary>Brings the line of <paramref name="address"/> to the first cache.</summary>
    /// <param name="address">Any address.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToFirstCache(float* address)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(address);
    }

    /// <summary>Brings the line of <paramref name="address"/> to the second cache.</summary>
    /// <param name="address">Any address.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToSecondCache(float* address)
    {
        if (Sse.IsSupported)
            Sse.Prefetch1(address);
    }
}

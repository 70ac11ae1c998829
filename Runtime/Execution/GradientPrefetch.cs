using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Prefetches what an update will touch: the columns of one panel of a product in one row.</summary>
internal static unsafe class GradientPrefetch
{
    private const int FloatsPerLine = 16;

    /// <summary>Brings two lines to the second cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TwoLines(float* address)
    {
        Prefetch.ToSecondCache(address);
        Prefetch.ToSecondCache(address + FloatsPerLine);
    }
}

using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>Sizes of the processor's caches, as it tells them.</summary>
internal static class CacheSizes
{
    private const int Smallest = 32 * 1024;

    // The leaf that describes caches, of Intel and of AMD; both have the same format.
    private const int BasicLeaf = 4, ExtendedLeaf = unchecked((int)0x8000001D);

    /// <summary>Bytes of the first data cache of a core; 32 KB where the processor does not tell.</summary>
    public static int First { get; } = FirstData();

    private static int FirstData()
    {
        if (!X86Base.IsSupported)
            return Smallest;
        int size = FirstData(BasicLeaf);
        return Math.Max(Smallest, size > 0 ? size : FirstData(ExtendedLeaf));
    }

    private static int FirstData(int leaf)
    {
        // A leaf beyond the last one would answer with numbers of another.
        if ((uint)X86Base.CpuId(leaf & int.MinValue, 0).Eax < (uint)leaf)
            return 0;
        for (int index = 0; ; index++)
        {
            (int kinds, int sizes, int sets, _) = X86Base.CpuId(leaf, index);
            int type = kinds & 0x1F, level = (kinds >> 5) & 7, ways = (sizes >>> 22) + 1, partitions = ((sizes >> 12) & 0x3FF) + 1, line = (sizes & 0xFFF) + 1;
            if (type == 0)
                return 0;
            if (type == 1 && level == 1)
                return ways * partitions * line * (sets + 1);
        }
    }
}

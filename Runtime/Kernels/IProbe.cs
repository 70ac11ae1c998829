using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>What is done with the addresses that a <see cref="ProbeVector{TProbe}"/> is loaded from and stored to.</summary>
internal unsafe interface IProbe
{
    /// <summary>Sees one address.</summary>
    /// <param name="address">The first float of a vector.</param>
    public static abstract void Touch(float* address);
}

/// <summary>Brings the line of each address to the first cache.</summary>
internal readonly unsafe struct BringingProbe : IProbe
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Touch(float* address) => Prefetch.ToFirstCache(address);
}

using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using NetGen.Kernels;

namespace NetGen.Tests.Kernels;

/// <summary>Something to do at one vector width.</summary>
internal interface IWidthAction
{
    public void Run<V>()
        where V : struct, ISimd<V>;
}

/// <summary>The vector widths of this machine.</summary>
internal static class Widths
{
    /// <summary>Whether V.MultiplyAdd rounds once.</summary>
    public static bool HasFusedMultiplyAdd => Fma.IsSupported || AdvSimd.IsSupported;

    public static void ForEach<T>(T action)
        where T : IWidthAction
    {
        action.Run<Simd128>();
        if (Vector256.IsHardwareAccelerated)
            action.Run<Simd256>();
        if (Vector512.IsHardwareAccelerated)
            action.Run<Simd512>();
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>Runs a row kernel at the widest vector width of the machine.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowKernel
{
    /// <summary>Computes the rows [<paramref name="begin"/>, <paramref name="end"/>); nothing when the range is empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<T>(in T kernel, int begin, int end)
        where T : struct, IRowKernel, allows ref struct
    {
        if (begin >= end)
            return;

        ref T target = ref Unsafe.AsRef(in kernel);
        if (Vector512.IsHardwareAccelerated)
            target.Rows<Simd512>((nuint)begin, (nuint)end);
        else if (Vector256.IsHardwareAccelerated)
            target.Rows<Simd256>((nuint)begin, (nuint)end);
        else
            target.Rows<Simd128>((nuint)begin, (nuint)end);
    }
}

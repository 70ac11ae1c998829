using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>Poolings of pictures [height, width, channels], channel by channel, and their gradients.</summary>
/// <remarks>Rows of the epilogues are pixels of all samples in order. All memory must not move while a kernel runs: native or pinned. Gradients use memory
/// of the thread that the first call allocates.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Pooling
{
    /// <summary>The largest element of each window for the samples [<paramref name="begin"/>, <paramref name="end"/>); NaN if one is NaN.</summary>
    /// <param name="x">First element of the input, sample 0.</param>
    /// <param name="begin">First sample.</param>
    /// <param name="end">Sample to end before.</param>
    /// <param name="epilogue">Stores the results: rows are output pixels.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Max<TShape, TEpilogue>(ref float x, int begin, int end, in TEpilogue epilogue)
        where TShape : struct, IPoolingShape
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated)
            PoolingForward<Simd512, TShape, TEpilogue>.Run<Largest>(ref x, begin, end, epilogue);
        else if (Vector256.IsHardwareAccelerated)
            PoolingForward<Simd256, TShape, TEpilogue>.Run<Largest>(ref x, begin, end, epilogue);
        else
            PoolingForward<Simd128, TShape, TEpilogue>.Run<Largest>(ref x, begin, end, epilogue);
    }

    /// <summary>The mean of each window for the samples [<paramref name="begin"/>, <paramref name="end"/>).</summary>
    /// <param name="x">First element of the input, sample 0.</param>
    /// <param name="begin">First sample.</param>
    /// <param name="end">Sample to end before.</param>
    /// <param name="epilogue">Stores the results: rows are output pixels.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Average<TShape, TEpilogue>(ref float x, int begin, int end, in TEpilogue epilogue)
        where TShape : struct, IPoolingShape
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated)
            PoolingForward<Simd512, TShape, TEpilogue>.Run<Mean>(ref x, begin, end, epilogue);
        else if (Vector256.IsHardwareAccelerated)
            PoolingForward<Simd256, TShape, TEpilogue>.Run<Mean>(ref x, begin, end, epilogue);
        else
            PoolingForward<Simd128, TShape, TEpilogue>.Run<Mean>(ref x, begin, end, epilogue);
    }

    /// <summary>The gradient of x through <see cref="Max"/>: each window's goes to the first of its elements that is the largest.</summary>
    /// <param name="x">First element of the input, sample 0.</param>
    /// <param name="y">First element of the output.</param>
    /// <param name="gradient">First element of the output's gradient.</param>
    /// <param name="begin">First sample.</param>
    /// <param name="end">Sample to end before.</param>
    /// <param name="epilogue">Stores the results: rows are input pixels.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void MaxGradient<TShape, TEpilogue>(ref float x, ref float y, ref float gradient, int begin, int end, in TEpilogue epilogue)
        where TShape : struct, IPoolingShape
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated)
            PoolingGradient<Simd512, TShape, TEpilogue>.Max(ref x, ref y, ref gradient, begin, end, epilogue);
        else if (Vector256.IsHardwareAccelerated)
            PoolingGradient<Simd256, TShape, TEpilogue>.Max(ref x, ref y, ref gradient, begin, end, epilogue);
        else
            PoolingGradient<Simd128, TShape, TEpilogue>.Max(ref x, ref y, ref gradient, begin, end, epilogue);
    }

    /// <summary>The gradient of x through <see cref="Average"/>: each window's is shared evenly.</summary>
    /// <param name="gradient">First element of the output's gradient, sample 0.</param>
    /// <param name="begin">First sample.</param>
    /// <param name="end">Sample to end before.</param>
    /// <param name="epilogue">Stores the results: rows are input pixels.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void AverageGradient<TShape, TEpilogue>(ref float gradient, int begin, int end, in TEpilogue epilogue)
        where TShape : struct, IPoolingShape
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated)
            PoolingGradient<Simd512, TShape, TEpilogue>.Average(ref gradient, begin, end, epilogue);
        else if (Vector256.IsHardwareAccelerated)
            PoolingGradient<Simd256, TShape, TEpilogue>.Average(ref gradient, begin, end, epilogue);
        else
            PoolingGradient<Simd128, TShape, TEpilogue>.Average(ref gradient, begin, end, epilogue);
    }
}

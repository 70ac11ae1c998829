using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// Convolutions (cross-correlations, as everywhere in neural networks) without padding, channels last, as matrix products that read their rows in place:
/// windows overlap in memory, nothing is unfolded.
/// </summary>
/// <remarks>
/// A sample of the input is [height, width, channels], of the output [height, width, outputs], the kernel [window height, window width, channels of a group,
/// outputs]. Rows of the epilogues are pixels of all samples in order. All memory must not move while a kernel runs: native or pinned. The bits of a result
/// do not depend on how samples or rows are split among calls. Calls use memory of the thread that the first one allocates.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Convolution
{
    /// <summary>
    /// y[p, o] = Σ x[p · stride + t · dilation, c] · kernel[t, c, o] for the samples [<paramref name="begin"/>, <paramref name="end"/>), in each of them the pixels
    /// [<paramref name="firstPixel"/>, <paramref name="lastPixel"/>).
    /// </summary>
    /// <param name="x">First element of the input, sample 0.</param>
    /// <param name="kernel">First element of the kernel.</param>
    /// <param name="begin">First sample.</param>
    /// <param name="end">Sample to end before.</param>
    /// <param name="firstPixel">First pixel of the output; 0 for a convolution of single channels, which takes whole samples.</param>
    /// <param name="lastPixel">Pixel to end before.</param>
    /// <param name="epilogue">Stores the results: rows are output pixels.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TShape, TEpilogue>(ref float x, ref float kernel, int begin, int end, int firstPixel, int lastPixel, in TEpilogue epilogue)
        where TShape : struct, IConvolutionShape
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        ConvolutionRange range = new((nuint)begin, (nuint)end, (nuint)firstPixel, (nuint)lastPixel);
        if (Vector512.IsHardwareAccelerated)
            ConvolutionForward<Simd512, TEpilogue>.Run(ref x, ref kernel, ConvolutionSizes.Of<TShape>(), range, epilogue);
        else if (Vector256.IsHardwareAccelerated)
            ConvolutionForward<Simd256, TEpilogue>.Run(ref x, ref kernel, ConvolutionSizes.Of<TShape>(), range, epilogue);
        else
            ConvolutionForward<Simd128, TEpilogue>.Run(ref x, ref kernel, ConvolutionSizes.Of<TShape>(), range, epilogue);
    }

    /// <summary>
    /// x[p · stride + t · dilation, c] = Σ y[p, o] · kernel[t, c, o], the transposed convolution, for the samples [<paramref name="begin"/>,
    /// <paramref name="end"/>): the input gradient.
    /// </summary>
    /// <param name="y">First element of the convolution's output or its gradient, sample 0.</param>
    /// <param name="kernel">First element of the kernel.</param>
    /// <param name="begin">First sample.</param>
    /// <param name="end">Sample to end before.</param>
    /// <param name="epilogue">Stores the results: rows are input pixels.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyTransposed<TShape, TEpilogue>(ref float y, ref float kernel, int begin, int end, in TEpilogue epilogue)
        where TShape : struct, IConvolutionShape
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated)
            ConvolutionTransposed<Simd512, TEpilogue>.Run(ref y, ref kernel, ConvolutionSizes.Of<TShape>(), begin, end, epilogue);
        else if (Vector256.IsHardwareAccelerated)
            ConvolutionTransposed<Simd256, TEpilogue>.Run(ref y, ref kernel, ConvolutionSizes.Of<TShape>(), begin, end, epilogue);
        else
            ConvolutionTransposed<Simd128, TEpilogue>.Run(ref y, ref kernel, ConvolutionSizes.Of<TShape>(), begin, end, epilogue);
    }

    /// <summary>
    /// kernel[t, c, o] = Σ x[p · stride + t · dilation, c] · y[p, o] over all pixels of all samples, for the rows [<paramref name="from"/>,
    /// <paramref name="to"/>) of the kernel, which has one for each pixel of the window and channel: the kernel's gradient.
    /// </summary>
    /// <param name="x">First element of the input.</param>
    /// <param name="y">First element of the output's gradient.</param>
    /// <param name="samples">The number of samples; with 0 the result is 0.</param>
    /// <param name="from">First row.</param>
    /// <param name="to">Row to end before.</param>
    /// <param name="epilogue">Stores the results: rows are those of the kernel.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyOuter<TShape, TEpilogue>(ref float x, ref float y, int samples, int from, int to, in TEpilogue epilogue)
        where TShape : struct, IConvolutionShape
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated)
            ConvolutionOuter<Simd512, TEpilogue>.Run(ref x, ref y, ConvolutionSizes.Of<TShape>(), samples, from, to, epilogue);
        else if (Vector256.IsHardwareAccelerated)
            ConvolutionOuter<Simd256, TEpilogue>.Run(ref x, ref y, ConvolutionSizes.Of<TShape>(), samples, from, to, epilogue);
        else
            ConvolutionOuter<Simd128, TEpilogue>.Run(ref x, ref y, ConvolutionSizes.Of<TShape>(), samples, from, to, epilogue);
    }
}

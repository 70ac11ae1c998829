using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// The transposed convolution at one width: for each pixel of the window a product of output pixels with the transposed kernel is added where the window's
/// pixel lies in the input, sample by sample in memory that stays in the first caches. Nothing is multiplied with padding or with zeros between strides.
/// </summary>
internal static unsafe class ConvolutionTransposed<V, TEpilogue>
    where V : struct, ISimd<V>
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float y, ref float kernel, in ConvolutionSizes sizes, int begin, int end, in TEpilogue epilogue)
    {
        float* py = (float*)Unsafe.AsPointer(ref y), pk = (float*)Unsafe.AsPointer(ref kernel);
        if (ConvolutionDepthwise<V, TEpilogue>.Serves(sizes))
        {
            ConvolutionDepthwise<V, TEpilogue>.Transposed(py, pk, sizes, (nuint)begin, (nuint)end, epilogue);
            return;
        }

        nuint lanes = (nuint)V.Count, width = (sizes.GroupChannels + lanes - 1) / lanes * lanes;
        nuint packedFloats = sizes.Groups * sizes.Taps * sizes.GroupOutputs * width;
        float* packed = KernelScratch.Rent((int)(packedFloats + (sizes.Pixels * width)));
        Pack(pk, sizes, width, packed);
        for (nuint sample = (nuint)begin; sample < (nuint)end; sample++)
        {
            for (nuint group = 0; group < sizes.Groups; group++)
            {
                float* input = py + (sample * sizes.OutputPixels * sizes.Outputs) + (group * sizes.GroupOutputs);
                float* panels = packed + (group * sizes.Taps * sizes.GroupOutputs * width), results = packed + packedFloats;
                new Span<float>(results, (int)(sizes.Pixels * width)).Clear();
                nuint column = 0;
                for (; column + (2 * lanes) <= width; column += 2 * lanes)
                    Panel<Two>(input, panels + (column * sizes.Taps * sizes.GroupOutputs), sizes, width, results + column);
                if (column < width)
                    Panel<One>(input, panels + (column * sizes.Taps * sizes.GroupOutputs), sizes, width, results + column);
                Consume(results, width, sizes, sample, group, epilogue);
            }
        }
    }

    /// <summary>The kernel as panels of up to two vectors of input channels: [group][panel][window pixel][output][channel], zero beyond the channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(float* kernel, in ConvolutionSizes sizes, nuint width, float* packed)
    {
        nuint panel = 2 * (nuint)V.Count;
        if (width != sizes.GroupChannels)
            new Span<float>(packed, (int)(sizes.Groups * sizes.Taps * sizes.GroupOutputs * width)).Clear();
        for (nuint group = 0; group < sizes.Groups; group++)
        {
            for (nuint column = 0, stride; column < width; column += stride)
            {
                stride = Math.Min(panel, width - column);
                for (nuint tap = 0; tap < sizes.Taps; tap++, packed += sizes.GroupOutputs * stride)
                {
                    float* source = kernel + (((tap * sizes.GroupChannels) + column) * sizes.Outputs) + (group * sizes.GroupOutputs);
                    nuint rows = Math.Min(stride, sizes.GroupChannels - column);
                    Transpose.Run<V>(ref *source, (int)rows, (int)sizes.GroupOutputs, (int)sizes.Outputs, ref *packed, (int)stride);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Panel<TVectors>(float* y, float* packed, in ConvolutionSizes sizes, nuint width, float* results)
        where TVectors : unmanaged, ITileSize
    {
        GemmPass pass = new() { Steps = sizes.GroupOutputs, RowA = sizes.Outputs, StepA = 1, Packed = packed, Continues = true };
        nuint stride = sizes.StrideX * width;
        for (nuint windowRow = 0; windowRow < sizes.KernelHeight; windowRow++)
        {
            for (nuint windowColumn = 0; windowColumn < sizes.KernelWidth; windowColumn++)
            {
                float* a = y;
                for (nuint row = 0; row < sizes.OutputHeight; row++)
                {
                    float* at = results + ((((row * sizes.StrideY) + (windowRow * sizes.DilationY)) * sizes.Width) + (windowColumn * sizes.DilationX)) * width;
                    for (nuint left = sizes.OutputWidth, rows; left > 0; left -= rows, a += rows * pass.RowA, at += rows * stride)
                    {
                        rows = GemmTile<V>.TallHeight(left);
                        GemmTile<V>.RunTall<TVectors, FullLanes<V>, Adding, GemmStridedSink<V>>(rows, a, packed, pass, default, new GemmStridedSink<V>(at, stride));
                    }
                }

                packed += sizes.GroupOutputs * (nuint)(sizeof(TVectors) * V.Count);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Consume(float* results, nuint width, in ConvolutionSizes sizes, nuint sample, nuint group, in TEpilogue epilogue)
    {
        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        nuint lanes = (nuint)V.Count, channels = sizes.GroupChannels, whole = channels / lanes * lanes, first = group * channels;
        nuint row = sample * sizes.Pixels;
        for (nuint pixel = 0; pixel < sizes.Pixels; pixel++, row++, results += width)
        {
            for (nuint column = 0; column < whole; column += lanes)
                target.Store(V.Load(ref *results, column), row, first + column, default(FullLanes<V>));
            if (whole < channels)
                target.Store(V.Load(ref *results, whole), row, first + whole, new TailLanes<V>(channels - whole));
        }
    }
}

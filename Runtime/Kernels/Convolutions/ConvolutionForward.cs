using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The convolution at one width: tiles of neighbouring pixels of an output row by vectors of output channels.</summary>
internal static unsafe class ConvolutionForward<V, TEpilogue>
    where V : struct, ISimd<V>
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    // Steps up to which a tile takes so short that the way of its results through memory shows.
    private const int FewSteps = 256;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float x, ref float kernel, in ConvolutionSizes sizes, in ConvolutionRange range, in TEpilogue epilogue)
    {
        float* px = (float*)Unsafe.AsPointer(ref x), pk = (float*)Unsafe.AsPointer(ref kernel);
        if (ConvolutionDepthwise<V, TEpilogue>.Serves(sizes))
        {
            ConvolutionDepthwise<V, TEpilogue>.Forward(px, pk, sizes, range.Begin, range.End, epilogue);
            return;
        }

        nuint lanes = (nuint)V.Count, panel = 2 * lanes;
        nuint panels = sizes.Groups * ((sizes.GroupOutputs + panel - 1) / panel);

        // A sample stays in the first cache for all of its panels.
        nuint step = panels == 1 ? range.End - range.Begin : 1;
        for (nuint sample = range.Begin; sample < range.End; sample += step)
        {
            for (nuint group = 0; group < sizes.Groups; group++)
            {
                nuint first = group * sizes.GroupOutputs, last = first + sizes.GroupOutputs;
                for (nuint column = first, width; column < last; column += width)
                {
                    width = Math.Min(panel, last - column);
                    Panel(px + group * sizes.GroupChannels, pk + column, sizes, new ConvolutionRange(sample, sample + step, range.First, range.Last), column, width, epilogue);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panel(float* x, float* kernel, in ConvolutionSizes sizes, in ConvolutionRange range, nuint column, nuint width, in TEpilogue epilogue)
    {
        nuint lanes = (nuint)V.Count;
        if (width == 2 * lanes)
            Pixels<Two, FullLanes<V>>(x, kernel, sizes, range, column, default, epilogue);
        else if (width > lanes)
            Pixels<Two, TailLanes<V>>(x, kernel, sizes, range, column, new(width - lanes), epilogue);
        else if (width == lanes)
            Pixels<One, FullLanes<V>>(x, kernel, sizes, range, column, default, epilogue);
        else
            Pixels<One, TailLanes<V>>(x, kernel, sizes, range, column, new(width), epilogue);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Pixels<TVectors, L>(
        float* x, float* kernel, in ConvolutionSizes sizes, in ConvolutionRange range, nuint column, L lanes, in TEpilogue epilogue)
        where TVectors : unmanaged, ITileSize
        where L : struct, ILanes<V>
    {
        Unsafe.SkipInit(out TileResults<V> memory);
        ref V results = ref TileResults<V>.Aligned(ref memory);
        GemmPass pass = Pass(sizes);
        for (nuint sample = range.Begin; sample < range.End; sample++)
        {
            nuint pixel = sample * sizes.OutputPixels + range.First, last = sample * sizes.OutputPixels + range.Last;
            nuint y = range.First / sizes.OutputWidth, skipped = range.First % sizes.OutputWidth;
            for (; pixel < last; y++, skipped = 0)
            {
                float* a = x + sample * sizes.InputFloats + y * sizes.StrideY * sizes.RowFloats + skipped * pass.RowA;
                for (nuint left = Math.Min(sizes.OutputWidth - skipped, last - pixel), rows; left > 0; left -= rows, pixel += rows, a += rows * pass.RowA)
                {
                    rows = GemmTile<V>.TallHeight(left);
                    if (TEpilogue.IsShort && rows >= (nuint)GemmTile<V>.MaxRows && pass.Steps <= FewSteps)
                    {
                        GemmTile<V>.RunTall<TVectors, L, Segmented, GemmEpilogueSink<V, TEpilogue>>(
                            rows, a, kernel, pass, lanes, new GemmEpilogueSink<V, TEpilogue>(epilogue, pixel, column));
                    }
                    else
                    {
                        GemmTile<V>.RunTall<TVectors, L, Segmented, GemmMemorySink<V>>(rows, a, kernel, pass, lanes, new GemmMemorySink<V>(ref results));
                        GemmPanel<V, TEpilogue>.Consume<TVectors, L>(ref results, rows, pixel, column, lanes, epilogue);
                    }
                }
            }
        }
    }

    /// <summary>The contraction goes over the window, run by run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static GemmPass Pass(in ConvolutionSizes sizes)
    {
        nuint gap = sizes.RunsInRow == 1 ? sizes.DilationY * sizes.RowFloats - sizes.Run : sizes.DilationX * sizes.Channels - sizes.Run;
        return new()
        {
            Steps = sizes.Taps * sizes.GroupChannels,
            RowA = sizes.StrideX * sizes.Channels,
            StepA = 1,
            StepB = sizes.Outputs,
            Segment = sizes.Run,
            Gap = gap,
            Segments = sizes.RunsInRow,
            WiderGap = sizes.RunsInRow == 1 ? 0 : sizes.DilationY * sizes.RowFloats - sizes.KernelWidth * sizes.DilationX * sizes.Channels,
        };
    }
}

using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// The gradient of a convolution's kernel at one width: rows of a tile are neighbouring channels of a pixel (or of neighbouring pixels) of the window, the
/// contraction goes over the pixels of all samples in order, in blocks of samples that stay in the second cache.
/// </summary>
internal static unsafe class ConvolutionOuter<V, TEpilogue>
    where V : struct, ISimd<V>
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    // Floats of input and output, 512 KB, that all tiles go through before the next samples.
    private const int BlockFloats = 1 << 17;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float x, ref float y, in ConvolutionSizes sizes, int samples, int from, int to, in TEpilogue epilogue)
    {
        if (from >= to)
            return;
        float* px = (float*)Unsafe.AsPointer(ref x), py = (float*)Unsafe.AsPointer(ref y);
        if (ConvolutionDepthwise<V, TEpilogue>.Serves(sizes))
        {
            ConvolutionDepthwise<V, TEpilogue>.Outer(px, py, sizes, (nuint)samples, (nuint)from, (nuint)to, epilogue);
            return;
        }

        nuint panel = 2 * (nuint)V.Count, count = (nuint)samples;
        nuint block = Math.Max(1, (nuint)BlockFloats / (sizes.InputFloats + sizes.OutputPixels * sizes.Outputs));
        nuint panels = sizes.Groups * ((sizes.GroupOutputs + panel - 1) / panel);
        float* partial = KernelScratch.Rent((int)(panels * panel * (nuint)(to - from)));
        nuint sample = 0;
        do
        {
            nuint end = Math.Min(sample + block, count);
            GemmPass pass = Pass(sizes, end - sample);
            pass.Continues = sample > 0;
            Block task = new()
            {
                X = px + sample * sizes.InputFloats,
                Y = py + sample * sizes.OutputPixels * sizes.Outputs,
                From = (nuint)from,
                To = (nuint)to,
                Partial = partial,
                IsLast = end == count,
            };
            Columns(task, sizes, pass, epilogue);
            sample = end;
        }
        while (sample < count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Columns(Block block, in ConvolutionSizes sizes, in GemmPass pass, in TEpilogue epilogue)
    {
        nuint lanes = (nuint)V.Count;
        for (nuint group = 0; group < sizes.Groups; group++)
        {
            nuint first = group * sizes.GroupOutputs, last = first + sizes.GroupOutputs;
            for (nuint column = first; column < last; column += 2 * lanes, block.Partial += 2 * lanes * (block.To - block.From))
            {
                nuint width = last - column;
                if (width >= 2 * lanes)
                    Rows<Two, FullLanes<V>>(block, sizes, pass, group, column, default, epilogue);
                else if (width > lanes)
                    Rows<Two, TailLanes<V>>(block, sizes, pass, group, column, new(width - lanes), epilogue);
                else if (width == lanes)
                    Rows<One, FullLanes<V>>(block, sizes, pass, group, column, default, epilogue);
                else
                    Rows<One, TailLanes<V>>(block, sizes, pass, group, column, new(width), epilogue);
            }
        }
    }

    /// <summary>All rows for one panel of columns. A tile ends where its run of neighbouring floats does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows<TVectors, L>(in Block block, in ConvolutionSizes sizes, in GemmPass pass, nuint group, nuint column, L lanes, in TEpilogue epilogue)
        where TVectors : unmanaged, ITileSize
        where L : struct, ILanes<V>
    {
        ref V results = ref Unsafe.AsRef<V>(block.Partial);
        for (nuint row = block.From, rows; row < block.To; row += rows)
        {
            nuint run = row / sizes.Run, place = row % sizes.Run, windowRow = run / sizes.RunsInRow, windowColumn = run % sizes.RunsInRow;
            rows = GemmTile<V>.TallHeight(Math.Min(sizes.Run - place, block.To - row));
            nuint offset = windowRow * sizes.DilationY * sizes.RowFloats + windowColumn * sizes.DilationX * sizes.Channels + group * sizes.GroupChannels + place;
            GemmTile<V>.RunTall<TVectors, L, Segmented, GemmMemorySink<V>>(rows, block.X + offset, block.Y + column, pass, lanes, new GemmMemorySink<V>(ref results));
            if (block.IsLast)
                GemmPanel<V, TEpilogue>.Consume<TVectors, L>(ref results, rows, row, column, lanes, epilogue);
            results = ref Unsafe.Add(ref results, (nuint)sizeof(TVectors) * rows);
        }
    }

    /// <summary>The contraction goes over the output pixels of <paramref name="samples"/> samples, row by row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static GemmPass Pass(in ConvolutionSizes sizes, nuint samples) => new()
    {
        Steps = samples * sizes.OutputPixels,
        RowA = 1,
        StepA = sizes.StrideX * sizes.Channels,
        StepB = sizes.Outputs,
        Segment = sizes.OutputWidth,
        Gap = sizes.StrideY * sizes.RowFloats - sizes.OutputWidth * sizes.StrideX * sizes.Channels,
        Segments = sizes.OutputHeight,
        WiderGap = sizes.InputFloats - sizes.OutputHeight * sizes.StrideY * sizes.RowFloats,
    };

    /// <summary>Some samples, and the partial results of the rows that are computed.</summary>
    private struct Block
    {
        public float* X, Y, Partial;
        public nuint From, To;
        public bool IsLast;
    }
}

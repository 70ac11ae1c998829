using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// Convolutions of each channel by itself at one width: as many groups as channels and as outputs. Vectors hold channels; there is nothing to contract but the
/// pixels of the window. Each sum is added in the order of the window, or of the pixels.
/// </summary>
internal static unsafe class ConvolutionDepthwise<V, TEpilogue>
    where V : struct, ISimd<V>
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    /// <summary>Whether a convolution is one of these.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Serves(in ConvolutionSizes sizes) => sizes.Groups > 1 && sizes.Groups == sizes.Channels && sizes.Channels == sizes.Outputs;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(float* x, float* kernel, in ConvolutionSizes sizes, nuint begin, nuint end, in TEpilogue epilogue)
    {
        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        nuint lanes = (nuint)V.Count, channels = sizes.Channels, pixel = begin * sizes.OutputPixels;
        for (nuint sample = begin; sample < end; sample++)
        {
            for (nuint output = 0; output < sizes.OutputPixels; output++, pixel++)
            {
                nuint row = output / sizes.OutputWidth * sizes.StrideY, column = output % sizes.OutputWidth * sizes.StrideX, channel = 0;
                float* first = x + (sample * sizes.InputFloats) + (row * sizes.RowFloats) + (column * channels);
                for (; channel + lanes <= channels; channel += lanes)
                    target.Store(Window(first + channel, kernel + channel, sizes, default(FullLanes<V>)), pixel, channel, default(FullLanes<V>));
                if (channel < channels)
                {
                    TailLanes<V> tail = new(channels - channel);
                    target.Store(Window(first + channel, kernel + channel, sizes, tail), pixel, channel, tail);
                }
            }
        }
    }

    /// <summary>The gradient of the input: each of its pixels collects from the windows that it is in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transposed(float* y, float* kernel, in ConvolutionSizes sizes, nuint begin, nuint end, in TEpilogue epilogue)
    {
        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        nuint lanes = (nuint)V.Count, channels = sizes.Channels, pixel = begin * sizes.Pixels;
        for (nuint sample = begin; sample < end; sample++)
        {
            float* outputs = y + (sample * sizes.OutputPixels * channels);
            for (nuint input = 0; input < sizes.Pixels; input++, pixel++)
            {
                nuint channel = 0;
                for (; channel + lanes <= channels; channel += lanes)
                    target.Store(Collect(outputs + channel, kernel + channel, input, sizes, default(FullLanes<V>)), pixel, channel, default(FullLanes<V>));
                if (channel < channels)
                {
                    TailLanes<V> tail = new(channels - channel);
                    target.Store(Collect(outputs + channel, kernel + channel, input, sizes, tail), pixel, channel, tail);
                }
            }
        }
    }

    /// <summary>The gradient of the kernel, for the window's pixels [<paramref name="from"/>, <paramref name="to"/>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Outer(float* x, float* y, in ConvolutionSizes sizes, nuint samples, nuint from, nuint to, in TEpilogue epilogue)
    {
        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        nuint lanes = (nuint)V.Count, channels = sizes.Channels;
        for (nuint tap = from; tap < to; tap++)
        {
            nuint row = tap / sizes.KernelWidth * sizes.DilationY, column = tap % sizes.KernelWidth * sizes.DilationX, channel = 0;
            float* first = x + (row * sizes.RowFloats) + (column * channels);
            for (; channel + lanes <= channels; channel += lanes)
                target.Store(Sum(first + channel, y + channel, sizes, samples, default(FullLanes<V>)), tap, channel, default(FullLanes<V>));
            if (channel < channels)
            {
                TailLanes<V> tail = new(channels - channel);
                target.Store(Sum(first + channel, y + channel, sizes, samples, tail), tap, channel, tail);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Window<L>(float* x, float* kernel, in ConvolutionSizes sizes, L lanes)
        where L : struct, ILanes<V>
    {
        V sum = V.Zero;
        for (nuint row = 0; row < sizes.KernelHeight; row++)
        {
            float* a = x + (row * sizes.DilationY * sizes.RowFloats);
            for (nuint column = 0; column < sizes.KernelWidth; column++, a += sizes.DilationX * sizes.Channels, kernel += sizes.Channels)
                sum = V.MultiplyAdd(lanes.Load(ref *a, 0), lanes.Load(ref *kernel, 0), sum);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Collect<L>(float* y, float* kernel, nuint input, in ConvolutionSizes sizes, L lanes)
        where L : struct, ILanes<V>
    {
        V sum = V.Zero;
        nuint inputRow = input / sizes.Width, inputColumn = input % sizes.Width;
        for (nuint tap = 0; tap < sizes.Taps; tap++, kernel += sizes.Channels)
        {
            // Before the first window differences wrap around to large numbers.
            nuint down = inputRow - (tap / sizes.KernelWidth * sizes.DilationY), across = inputColumn - (tap % sizes.KernelWidth * sizes.DilationX);
            nuint row = down / sizes.StrideY, column = across / sizes.StrideX;
            if (row < sizes.OutputHeight && column < sizes.OutputWidth && row * sizes.StrideY == down && column * sizes.StrideX == across)
                sum = V.MultiplyAdd(lanes.Load(ref *y, ((row * sizes.OutputWidth) + column) * sizes.Channels), lanes.Load(ref *kernel, 0), sum);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Sum<L>(float* x, float* y, in ConvolutionSizes sizes, nuint samples, L lanes)
        where L : struct, ILanes<V>
    {
        V sum = V.Zero;
        for (nuint sample = 0; sample < samples; sample++, x += sizes.InputFloats)
        {
            for (nuint row = 0; row < sizes.OutputHeight; row++)
            {
                float* a = x + (row * sizes.StrideY * sizes.RowFloats);
                for (nuint column = 0; column < sizes.OutputWidth; column++, a += sizes.StrideX * sizes.Channels, y += sizes.Channels)
                    sum = V.MultiplyAdd(lanes.Load(ref *a, 0), lanes.Load(ref *y, 0), sum);
            }
        }

        return sum;
    }
}

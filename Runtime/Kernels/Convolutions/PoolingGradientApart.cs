using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The gradient of a pooling whose windows have no pixel in common, at one width: each result is known at once, and goes to the epilogue from a
/// register. Pixels between windows and beyond the last get 0.</summary>
internal static unsafe class PoolingGradientApart<V, TShape, TShare, TEpilogue>
    where V : struct, ISimd<V>
    where TShape : struct, IPoolingShape
    where TShare : struct, IPoolingShare
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    // Rows of windows between reading a pixel and asking for one.
    private const int Ahead = 2;

    public static bool Serves
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.StrideY >= TShape.WindowHeight && TShape.StrideX >= TShape.WindowWidth;
    }

    private static nuint Channels
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (nuint)TShape.Channels;
    }

    /// <param name="x">The input, sample 0; not read where shares do not depend on it.</param>
    /// <param name="y">The output, likewise.</param>
    /// <param name="gradient">The output's gradient.</param>
    /// <param name="begin">First sample.</param>
    /// <param name="end">Sample to end before.</param>
    /// <param name="epilogue">Stores the results: rows are input pixels.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* x, float* y, float* gradient, nuint begin, nuint end, in TEpilogue epilogue)
    {
        nuint lanes = (nuint)V.Count, whole = Channels / lanes * lanes, pixels = (nuint)(TShape.Height * TShape.Width);
        nuint output = begin * (nuint)(TShape.OutputHeight * TShape.OutputWidth) * Channels;
        for (nuint sample = begin; sample < end; sample++)
        {
            nuint first = sample * pixels;
            for (int row = 0; row < TShape.OutputHeight; row++)
            {
                for (int column = 0; column < TShape.OutputWidth; column++, output += Channels)
                {
                    PoolingArea area = PoolingArea.Of<TShape>(row, column);
                    for (nuint channel = 0; channel < whole; channel += lanes)
                        Window(x, y + output, gradient + output, area, first, channel, default(FullLanes<V>), epilogue);
                    if (TShape.Channels % V.Count != 0)
                        Window(x, y + output, gradient + output, area, first, whole, new TailLanes<V>(Channels - whole), epilogue);
                    nuint next = column + 1 == TShape.OutputWidth ? (nuint)TShape.Width : PoolingArea.Of<TShape>(row, column + 1).Column;
                    if (area.EndColumn < next)
                        Clear(first, area.Row, area.EndRow, area.EndColumn, next, epilogue);
                }

                nuint below = row + 1 == TShape.OutputHeight ? (nuint)TShape.Height : PoolingArea.Of<TShape>(row + 1, 0).Row;
                nuint rest = PoolingArea.Of<TShape>(row, 0).EndRow;
                if (rest < below)
                    Clear(first, rest, below, 0, (nuint)TShape.Width, epilogue);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Window<L>(
        float* x, float* y, float* gradient, in PoolingArea area, nuint first, nuint channel, L lanes, in TEpilogue epilogue)
        where L : struct, ILanes<V>
    {
        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        V left = TShare.Start(lanes.Load(ref *gradient, channel), area.Count);
        V result = TShare.ReadsValues ? lanes.Load(ref *y, channel) : V.Zero;
        nuint corner = first + (area.Row * (nuint)TShape.Width) + area.Column;
        if (TShape.WindowHeight == 2 && TShape.WindowWidth == 2 && area.Count == 4)
        {
            // The window of most networks, without loops.
            Pixel(x, corner, channel, ref left, result, lanes, ref target);
            Pixel(x, corner + 1, channel, ref left, result, lanes, ref target);
            Pixel(x, corner + (nuint)TShape.Width, channel, ref left, result, lanes, ref target);
            Pixel(x, corner + (nuint)TShape.Width + 1, channel, ref left, result, lanes, ref target);
            return;
        }

        for (nuint row = area.Row; row < area.EndRow; row++, corner += (nuint)TShape.Width)
        {
            for (nuint column = 0; column < area.EndColumn - area.Column; column++)
                Pixel(x, corner + column, channel, ref left, result, lanes, ref target);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pixel<L>(float* x, nuint pixel, nuint channel, ref V left, V result, L lanes, ref TEpilogue target)
        where L : struct, ILanes<V>
    {
        V value = V.Zero;
        if (TShare.ReadsValues)
        {
            value = lanes.Load(ref *x, (pixel * Channels) + channel);
            // The processor does not see by itself what the windows below will read.
            Prefetch.ToSecondCache(x + ((pixel + (nuint)(Ahead * TShape.StrideY * TShape.Width)) * Channels) + channel);
        }

        target.Store(TShare.Take(ref left, value, result), pixel, channel, lanes);
    }

    /// <summary>Pixels that are in no window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Clear(nuint first, nuint row, nuint endRow, nuint column, nuint endColumn, in TEpilogue epilogue)
    {
        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        nuint lanes = (nuint)V.Count, whole = Channels / lanes * lanes;
        for (; row < endRow; row++)
        {
            nuint pixel = first + (row * (nuint)TShape.Width) + column;
            for (nuint last = pixel + (endColumn - column); pixel < last; pixel++)
            {
                for (nuint channel = 0; channel < whole; channel += lanes)
                    target.Store(V.Zero, pixel, channel, default(FullLanes<V>));
                if (TShape.Channels % V.Count != 0)
                    target.Store(V.Zero, pixel, whole, new TailLanes<V>(Channels - whole));
            }
        }
    }
}

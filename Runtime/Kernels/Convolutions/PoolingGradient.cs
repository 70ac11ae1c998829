using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The gradient of a pooling at one width: windows add to memory for one sample, in whole vectors of channels.</summary>
internal static unsafe class PoolingGradient<V, TShape, TEpilogue>
    where V : struct, ISimd<V>
    where TShape : struct, IPoolingShape
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    private static nuint SampleFloats => (nuint)(TShape.Height * TShape.Width * TShape.Channels);

    private static nuint RowFloats => (nuint)(TShape.OutputWidth * TShape.Channels);

    private static nuint OutputFloats => (nuint)(TShape.OutputHeight * TShape.OutputWidth * TShape.Channels);

    /// <summary>The channels of a pixel in scratch memory, a whole number of vectors.</summary>
    private static nuint Stride
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (nuint)((TShape.Channels + V.Count - 1) / V.Count * V.Count);
    }

    /// <summary>Whether windows of different rows of the output have no pixel in common: then a few rows of sums at a time stay in the first cache.</summary>
    private static bool IsApart
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TShape.StrideY >= TShape.WindowHeight;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Max(ref float x, ref float y, ref float gradient, int begin, int end, in TEpilogue epilogue)
    {
        float* px = (float*)Unsafe.AsPointer(ref x), py = (float*)Unsafe.AsPointer(ref y), pg = (float*)Unsafe.AsPointer(ref gradient);
        if (PoolingGradientApart<V, TShape, ToLargest, TEpilogue>.Serves)
        {
            PoolingGradientApart<V, TShape, ToLargest, TEpilogue>.Run(px, py, pg, (nuint)begin, (nuint)end, epilogue);
            return;
        }

        float* sums = Rent();
        for (nuint sample = (nuint)begin; sample < (nuint)end; sample++)
        {
            for (Band band = Band.First; band.Row < TShape.OutputHeight; band = band.Next)
            {
                nuint output = (sample * OutputFloats) + ((nuint)band.Row * RowFloats);
                AddLargest(px + (sample * SampleFloats), py + output, pg + output, band.Clear(sums), band.Row, band.EndRow);
                Consume(sums, sample, band, epilogue);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Average(ref float gradient, int begin, int end, in TEpilogue epilogue)
    {
        float* pg = (float*)Unsafe.AsPointer(ref gradient);
        if (PoolingGradientApart<V, TShape, ToAll, TEpilogue>.Serves)
        {
            PoolingGradientApart<V, TShape, ToAll, TEpilogue>.Run(null, null, pg, (nuint)begin, (nuint)end, epilogue);
            return;
        }

        float* sums = Rent();
        for (nuint sample = (nuint)begin; sample < (nuint)end; sample++)
        {
            for (Band band = Band.First; band.Row < TShape.OutputHeight; band = band.Next)
            {
                AddShares(pg + (sample * OutputFloats) + ((nuint)band.Row * RowFloats), band.Clear(sums), band.Row, band.EndRow);
                Consume(sums, sample, band, epilogue);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float* Rent() => KernelScratch.Rent((int)((nuint)(TShape.Height * TShape.Width) * Stride));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddLargest(float* x, float* y, float* gradient, float* sums, int row, int endRow)
    {
        nuint lanes = (nuint)V.Count;
        for (; row < endRow; row++)
        {
            for (int column = 0; column < TShape.OutputWidth; column++, y += TShape.Channels, gradient += TShape.Channels)
            {
                PoolingArea area = PoolingArea.Of<TShape>(row, column);
                nuint channel = 0;
                for (; channel + lanes <= (nuint)TShape.Channels; channel += lanes)
                    AddLargest(x, sums, area, V.Load(ref *y, channel), V.Load(ref *gradient, channel), channel, default(FullLanes<V>));
                if (TShape.Channels % V.Count != 0)
                {
                    TailLanes<V> tail = new((nuint)(TShape.Channels % V.Count));
                    AddLargest(x, sums, area, tail.Load(ref *y, channel), tail.Load(ref *gradient, channel), channel, tail);
                }
            }
        }
    }

    /// <summary>The first element of a window that is the largest takes the gradient, in each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddLargest<L>(float* x, float* sums, in PoolingArea area, V y, V gradient, nuint channel, L lanes)
        where L : struct, ILanes<V>
    {
        for (nuint row = area.Row; row < area.EndRow; row++)
        {
            for (nuint column = area.Column; column < area.EndColumn; column++)
            {
                nuint pixel = (row * (nuint)TShape.Width) + column, at = (pixel * Stride) + channel;
                V isLargest = V.Equals(lanes.Load(ref *x, (pixel * (nuint)TShape.Channels) + channel), y);
                V.Store(V.Load(ref *sums, at) + V.And(gradient, isLargest), ref *sums, at);

                // Taken: the others add 0.
                gradient = V.AndNot(gradient, isLargest);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddShares(float* gradient, float* sums, int row, int endRow)
    {
        nuint lanes = (nuint)V.Count;
        for (; row < endRow; row++)
        {
            for (int column = 0; column < TShape.OutputWidth; column++, gradient += TShape.Channels)
            {
                PoolingArea area = PoolingArea.Of<TShape>(row, column);
                V share = V.Create(1f / area.Count);
                nuint channel = 0;
                for (; channel + lanes <= (nuint)TShape.Channels; channel += lanes)
                    AddShare(sums + channel, area, V.Load(ref *gradient, channel) * share);
                if (TShape.Channels % V.Count != 0)
                    AddShare(sums + channel, area, V.LoadPartial(ref *gradient, channel, (nuint)(TShape.Channels % V.Count)) * share);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddShare(float* sums, in PoolingArea area, V share)
    {
        for (nuint row = area.Row; row < area.EndRow; row++)
        {
            for (nuint column = area.Column; column < area.EndColumn; column++)
            {
                nuint at = ((row * (nuint)TShape.Width) + column) * Stride;
                V.Store(V.Load(ref *sums, at) + share, ref *sums, at);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Consume(float* sums, nuint sample, in Band band, in TEpilogue epilogue)
    {
        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        nuint lanes = (nuint)V.Count, row = (sample * (nuint)(TShape.Height * TShape.Width)) + band.Pixel, end = row + band.Pixels;
        for (; row < end; row++, sums += Stride)
        {
            nuint channel = 0;
            for (; channel + lanes <= (nuint)TShape.Channels; channel += lanes)
                target.Store(V.Load(ref *sums, channel), row, channel, default(FullLanes<V>));
            if (TShape.Channels % V.Count != 0)
                target.Store(V.Load(ref *sums, channel), row, channel, new TailLanes<V>((nuint)(TShape.Channels % V.Count)));
        }
    }

    /// <summary>Rows of the output, and the rows of the input that only their windows have; the last ones have what is left too.</summary>
    private readonly struct Band
    {
        private readonly int _inputRow, _inputEnd;

        private Band(int row, int endRow)
        {
            (Row, EndRow) = (row, endRow);
            _inputRow = row == 0 ? 0 : (row * TShape.StrideY) - TShape.Top;
            _inputEnd = endRow == TShape.OutputHeight ? TShape.Height : (endRow * TShape.StrideY) - TShape.Top;
        }

        public static Band First => new(0, IsApart ? 1 : TShape.OutputHeight);

        public Band Next => new(EndRow, Math.Min(EndRow + 1, TShape.OutputHeight));

        public int Row { get; }

        public int EndRow { get; }

        /// <summary>The first pixel of the input.</summary>
        public nuint Pixel => (nuint)(_inputRow * TShape.Width);

        /// <summary>The number of pixels.</summary>
        public nuint Pixels => (nuint)((_inputEnd - _inputRow) * TShape.Width);

        /// <summary>Clears the sums of the band, which come first in <paramref name="sums"/>.</summary>
        /// <returns>Where the sums of the input's first pixel would be.</returns>
        public float* Clear(float* sums)
        {
            new Span<float>(sums, (int)(Pixels * Stride)).Clear();
            return sums - (Pixel * Stride);
        }
    }
}

using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The gradient of a pooling at one width: windows add to memory for one sample, in whole vectors of channels.</summary>
internal static unsafe class PoolingGradient<V, TShape, TEpilogue>
    where V : struct, ISimd<V>
    where TShape : struct, IPoolingShape
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    private static nuint SampleFloats => (nuint)(TShape.Height * TShape.Width * TShape.Channels);

    private static nuint OutputFloats => (nuint)(TShape.OutputHeight * TShape.OutputWidth * TShape.Channels);

    /// <summary>The channels of a pixel in scratch memory, a whole number of vectors.</summary>
    private static nuint Stride
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (nuint)((TShape.Channels + V.Count - 1) / V.Count * V.Count);
    }

    public static void Max(ref float x, ref float y, ref float gradient, int begin, int end, in TEpilogue epilogue)
    {
        float* px = (float*)Unsafe.AsPointer(ref x), py = (float*)Unsafe.AsPointer(ref y), pg = (float*)Unsafe.AsPointer(ref gradient);
        float* sums = KernelScratch.Rent((int)((nuint)(TShape.Height * TShape.Width) * Stride));
        for (nuint sample = (nuint)begin; sample < (nuint)end; sample++)
        {
            Clear(sums);
            AddLargest(px + (sample * SampleFloats), py + (sample * OutputFloats), pg + (sample * OutputFloats), sums);
            Consume(sums, sample, epilogue);
        }
    }

    public static void Average(ref float gradient, int begin, int end, in TEpilogue epilogue)
    {
        float* pg = (float*)Unsafe.AsPointer(ref gradient), sums = KernelScratch.Rent((int)((nuint)(TShape.Height * TShape.Width) * Stride));
        for (nuint sample = (nuint)begin; sample < (nuint)end; sample++)
        {
            Clear(sums);
            AddShares(pg + (sample * OutputFloats), sums);
            Consume(sums, sample, epilogue);
        }
    }

    private static void Clear(float* sums) => new Span<float>(sums, TShape.Height * TShape.Width * (int)Stride).Clear();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddLargest(float* x, float* y, float* gradient, float* sums)
    {
        nuint lanes = (nuint)V.Count;
        for (int row = 0; row < TShape.OutputHeight; row++)
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
    private static void AddShares(float* gradient, float* sums)
    {
        nuint lanes = (nuint)V.Count;
        for (int row = 0; row < TShape.OutputHeight; row++)
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
    private static void Consume(float* sums, nuint sample, in TEpilogue epilogue)
    {
        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        nuint lanes = (nuint)V.Count, row = sample * (nuint)(TShape.Height * TShape.Width), end = row + (nuint)(TShape.Height * TShape.Width);
        for (; row < end; row++, sums += Stride)
        {
            nuint channel = 0;
            for (; channel + lanes <= (nuint)TShape.Channels; channel += lanes)
                target.Store(V.Load(ref *sums, channel), row, channel, default(FullLanes<V>));
            if (TShape.Channels % V.Count != 0)
                target.Store(V.Load(ref *sums, channel), row, channel, new TailLanes<V>((nuint)(TShape.Channels % V.Count)));
        }
    }
}

using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>A pooling at one width: vectors of channels, window by window.</summary>
internal static unsafe class PoolingForward<V, TShape, TEpilogue>
    where V : struct, ISimd<V>
    where TShape : struct, IPoolingShape
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TFold>(ref float x, int begin, int end, in TEpilogue epilogue)
        where TFold : struct, IPoolingFold
    {
        nuint output = (nuint)begin * (nuint)(TShape.OutputHeight * TShape.OutputWidth);
        float* sample = (float*)Unsafe.AsPointer(ref x) + (nuint)begin * (nuint)(TShape.Height * TShape.Width * TShape.Channels);
        for (int i = begin; i < end; i++, sample += TShape.Height * TShape.Width * TShape.Channels)
        {
            for (int row = 0; row < TShape.OutputHeight; row++)
            {
                for (int column = 0; column < TShape.OutputWidth; column++, output++)
                    Window<TFold>(sample, PoolingArea.Of<TShape>(row, column), output, epilogue);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Window<TFold>(float* sample, in PoolingArea area, nuint output, in TEpilogue epilogue)
        where TFold : struct, IPoolingFold
    {
        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        nuint channel = 0, lanes = (nuint)V.Count;
        for (; channel + lanes <= (nuint)TShape.Channels; channel += lanes)
            target.Store(Fold<TFold, FullLanes<V>>(sample + channel, area, default), output, channel, default(FullLanes<V>));
        if (TShape.Channels % V.Count != 0)
        {
            TailLanes<V> tail = new((nuint)(TShape.Channels % V.Count));
            target.Store(Fold<TFold, TailLanes<V>>(sample + channel, area, tail), output, channel, tail);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Fold<TFold, L>(float* sample, in PoolingArea area, L lanes)
        where TFold : struct, IPoolingFold
        where L : struct, ILanes<V>
    {
        V fold = V.Create(TFold.Identity);
        for (nuint row = area.Row; row < area.EndRow; row++)
        {
            for (nuint column = area.Column; column < area.EndColumn; column++)
                fold = TFold.Combine(fold, lanes.Load(ref *sample, ((row * (nuint)TShape.Width) + column) * (nuint)TShape.Channels));
        }

        return TFold.Finish(fold, area.Count);
    }
}

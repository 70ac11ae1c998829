using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen.Benchmarks.Comparisons.Vectors;

/// <summary>Applies a function to every element, in the form in which generated code does it.</summary>
internal readonly ref struct MapKernel<F>(ref float x, ref float y, ref float z, ref float result) : IRowKernel
    where F : struct, IVectorFunction
{
    private readonly ref float _x = ref x;
    private readonly ref float _y = ref y;
    private readonly ref float _z = ref z;
    private readonly ref float _result = ref result;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Rows<V>(nuint begin, nuint end)
        where V : struct, ISimd<V>
    {
        var self = this;
        var at = begin;
        for (; at + (nuint)V.Count <= end; at += (nuint)V.Count)
            self.Pass<V, FullLanes<V>>(at, default);
        if (at < end)
            self.Pass<V, TailLanes<V>>(at, new TailLanes<V>(end - at));
    }

    /// <summary>One vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Pass<V, L>(nuint at, L lanes)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V>
    {
        var first = lanes.Load(ref _x, at);
        var second = F.Inputs > 1 ? lanes.Load(ref _y, at) : V.Zero;
        var third = F.Inputs > 2 ? lanes.Load(ref _z, at) : V.Zero;
        lanes.Store(F.Vector(first, second, third), ref _result, at);
    }
}

/// <summary>The same for a function of few instructions: generated code does several vectors in each pass of its loop. A kernel apart, for in one that chooses the JIT
/// inlines both loops, and then not all of either.</summary>
internal readonly ref struct LightMapKernel<F>(MapKernel<F> map) : IRowKernel
    where F : struct, IVectorFunction
{
    private readonly MapKernel<F> _map = map;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Rows<V>(nuint begin, nuint end)
        where V : struct, ISimd<V>
    {
        var self = _map;
        var at = begin;
        for (; at + (4 * (nuint)V.Count) <= end; at += 4 * (nuint)V.Count)
        {
            self.Pass<V, FullLanes<V>>(at, default);
            self.Pass<V, FullLanes<V>>(at + (1 * (nuint)V.Count), default);
            self.Pass<V, FullLanes<V>>(at + (2 * (nuint)V.Count), default);
            self.Pass<V, FullLanes<V>>(at + (3 * (nuint)V.Count), default);
        }

        for (; at + (nuint)V.Count <= end; at += (nuint)V.Count)
            self.Pass<V, FullLanes<V>>(at, default);
        if (at < end)
            self.Pass<V, TailLanes<V>>(at, new TailLanes<V>(end - at));
    }
}

/// <summary>The same on several threads; the slots are the arguments and the result.</summary>
internal readonly struct MapProgram<F> : IProgram
    where F : struct, IVectorFunction
{
    public static void Run(in Frame frame)
    {
        var (begin, end) = frame.RowRange;
        MapKernel<F> map = new(ref frame.Slot(0), ref frame.Slot(1), ref frame.Slot(2), ref frame.Slot(3));
        if (F.IsLight)
            RowKernel.Run(new LightMapKernel<F>(map), begin, end);
        else
            RowKernel.Run(map, begin, end);
    }
}

using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen.Benchmarks.Comparisons.Vectors;

/// <summary>The softmax of one row, in the form in which generated code does it: the largest element; the exponentials and their sum; the quotients.</summary>
internal readonly ref struct SoftmaxKernel(ref float x, ref float result, nuint width) : IRowKernel
{
    private readonly ref float _x = ref x;
    private readonly ref float _result = ref result;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Rows<V>(nuint begin, nuint end)
        where V : struct, ISimd<V>
    {
        var self = this;
        for (var row = begin; row < end; row++)
        {
            var first = row * width;
            nuint j;
            V largest = V.Create(float.NegativeInfinity), largest2 = largest, largest3 = largest, largest4 = largest;
            for (j = 0; j + (4 * (nuint)V.Count) <= width; j += 4 * (nuint)V.Count)
            {
                self.Largest<V, FullLanes<V>>(first + j, default, ref largest);
                self.Largest<V, FullLanes<V>>(first + j + (1 * (nuint)V.Count), default, ref largest2);
                self.Largest<V, FullLanes<V>>(first + j + (2 * (nuint)V.Count), default, ref largest3);
                self.Largest<V, FullLanes<V>>(first + j + (3 * (nuint)V.Count), default, ref largest4);
            }

            for (; j + (nuint)V.Count <= width; j += (nuint)V.Count)
                self.Largest<V, FullLanes<V>>(first + j, default, ref largest);
            if (j < width)
                self.Largest<V, TailLanes<V>>(first + j, new TailLanes<V>(width - j), ref largest);
            largest = V.Create(V.MaxAcross(V.Max(V.Max(largest, largest3), V.Max(largest2, largest4))));

            var sum = V.Zero;
            for (j = 0; j + (nuint)V.Count <= width; j += (nuint)V.Count)
                self.Exponentials<V, FullLanes<V>>(first + j, default, largest, ref sum);
            if (j < width)
                self.Exponentials<V, TailLanes<V>>(first + j, new TailLanes<V>(width - j), largest, ref sum);
            var factor = V.Create(1f) / V.Create(V.Sum(sum));

            for (j = 0; j + (nuint)V.Count <= width; j += (nuint)V.Count)
                self.Scale<V, FullLanes<V>>(first + j, default, factor);
            if (j < width)
                self.Scale<V, TailLanes<V>>(first + j, new TailLanes<V>(width - j), factor);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Largest<V, L>(nuint at, L lanes, ref V largest)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V>
        => largest = V.Max(largest, lanes.Keep(lanes.Load(ref _x, at), V.Create(float.NegativeInfinity)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Exponentials<V, L>(nuint at, L lanes, V largest, ref V sum)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V>
    {
        var exp = VectorMath.Exp(lanes.Load(ref _x, at) - largest);
        sum += lanes.Keep(exp, V.Zero);
        lanes.Store(exp, ref _result, at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Scale<V, L>(nuint at, L lanes, V factor)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V>
        => lanes.Store(lanes.Load(ref _result, at) * factor, ref _result, at);
}

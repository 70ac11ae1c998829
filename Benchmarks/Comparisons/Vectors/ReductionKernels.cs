using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen.Benchmarks.Comparisons.Vectors;

/// <summary>A reduction as each contender computes it.</summary>
internal interface IReduction
{
    /// <summary>The reduction of nothing.</summary>
    public static abstract float Identity { get; }

    /// <summary>Adds the pairs (x, y) to what has been reduced.</summary>
    public static abstract V Add<V>(V reduced, V x, V y)
        where V : struct, ISimd<V>;

    /// <summary>Joins what two accumulators have reduced.</summary>
    public static virtual V Join<V>(V a, V b)
        where V : struct, ISimd<V>
        => a + b;

    /// <summary>Reduces the lanes.</summary>
    public static abstract float Across<V>(V reduced)
        where V : struct, ISimd<V>;
}

internal readonly struct SumReduction : IReduction
{
    public static float Identity => 0;

    public static V Add<V>(V reduced, V x, V y)
        where V : struct, ISimd<V>
        => reduced + x;

    public static float Across<V>(V reduced)
        where V : struct, ISimd<V>
        => V.Sum(reduced);
}

internal readonly struct MaxReduction : IReduction
{
    public static float Identity => float.NegativeInfinity;

    public static V Add<V>(V reduced, V x, V y)
        where V : struct, ISimd<V>
        => VectorMath.Max(reduced, x);

    public static V Join<V>(V a, V b)
        where V : struct, ISimd<V>
        => VectorMath.Max(a, b);

    public static float Across<V>(V reduced)
        where V : struct, ISimd<V>
        => V.MaxAcross(reduced);
}

internal readonly struct DotReduction : IReduction
{
    public static float Identity => 0;

    public static V Add<V>(V reduced, V x, V y)
        where V : struct, ISimd<V>
        => reduced + (x * y);

    public static float Across<V>(V reduced)
        where V : struct, ISimd<V>
        => V.Sum(reduced);
}

/// <summary>Reduces one row, in the form in which generated code does it.</summary>
internal readonly ref struct ReductionKernel<R>(ref float x, ref float y, nuint width, ref float result) : IRowKernel
    where R : struct, IReduction
{
    private const int LeastLengthOfALongLoop = 256;

    private readonly ref float _x = ref x;
    private readonly ref float _y = ref y;
    private readonly ref float _result = ref result;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Rows<V>(nuint begin, nuint end)
        where V : struct, ISimd<V>
    {
        var self = this;
        for (var row = begin; row < end; row++)
        {
            V reduced = V.Create(R.Identity), reduced2 = reduced, reduced3 = reduced, reduced4 = reduced;
            var first = row * width;
            nuint j = 0;
            if (width >= LeastLengthOfALongLoop)
            {
                for (; j + (4 * (nuint)V.Count) <= width; j += 4 * (nuint)V.Count)
                {
                    self.Pass<V, FullLanes<V>>(first + j, default, ref reduced);
                    self.Pass<V, FullLanes<V>>(first + j + (1 * (nuint)V.Count), default, ref reduced2);
                    self.Pass<V, FullLanes<V>>(first + j + (2 * (nuint)V.Count), default, ref reduced3);
                    self.Pass<V, FullLanes<V>>(first + j + (3 * (nuint)V.Count), default, ref reduced4);
                }

                reduced = R.Join(R.Join(reduced, reduced3), R.Join(reduced2, reduced4));
            }

            for (; j + (nuint)V.Count <= width; j += (nuint)V.Count)
                self.Pass<V, FullLanes<V>>(first + j, default, ref reduced);
            if (j < width)
                self.Pass<V, TailLanes<V>>(first + j, new TailLanes<V>(width - j), ref reduced);
            Unsafe.Add(ref _result, row) = R.Across(reduced);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Pass<V, L>(nuint at, L lanes, ref V reduced)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V>
    {
        var identity = V.Create(R.Identity);
        reduced = R.Add(reduced, lanes.Keep(lanes.Load(ref _x, at), identity), lanes.Load(ref _y, at));
    }
}

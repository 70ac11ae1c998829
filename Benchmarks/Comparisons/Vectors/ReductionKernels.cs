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
        => V.Max(reduced, x);

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
    private readonly ref float _x = ref x;
    private readonly ref float _y = ref y;
    private readonly ref float _result = ref result;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Rows<V>(nuint begin, nuint end)
        where V : struct, ISimd<V>
    {
        for (var row = begin; row < end; row++)
        {
            var reduced = V.Create(R.Identity);
            nuint j = 0;
            for (; j + (nuint)V.Count <= width; j += (nuint)V.Count)
                Pass<V, FullLanes<V>>((row * width) + j, default, ref reduced);
            if (j < width)
                Pass<V, TailLanes<V>>((row * width) + j, new TailLanes<V>(width - j), ref reduced);
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

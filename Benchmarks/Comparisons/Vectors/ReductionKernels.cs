using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen.Benchmarks.Comparisons.Vectors;

/// <summary>A reduction as each contender computes it: a sum, unless it says otherwise.</summary>
internal interface IReduction
{
    /// <summary>The number of its arguments.</summary>
    public static virtual int Inputs => 1;

    /// <summary>The reduction of nothing.</summary>
    public static virtual float Identity => 0;

    /// <summary>Adds the pairs (x, y) to what has been reduced.</summary>
    public static abstract V Add<V>(V reduced, V x, V y)
        where V : struct, ISimd<V>;

    /// <summary>Joins what two accumulators have reduced.</summary>
    public static virtual V Join<V>(V a, V b)
        where V : struct, ISimd<V>
        => a + b;

    /// <summary>Reduces the lanes.</summary>
    public static virtual float Across<V>(V reduced)
        where V : struct, ISimd<V>
        => V.Sum(reduced);
}

internal readonly struct SumReduction : IReduction
{
    public static V Add<V>(V reduced, V x, V y)
        where V : struct, ISimd<V>
        => reduced + x;
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

internal readonly struct SquareReduction : IReduction
{
    public static V Add<V>(V reduced, V x, V y)
        where V : struct, ISimd<V>
        => reduced + (x * x);
}

internal readonly struct DotReduction : IReduction
{
    public static int Inputs => 2;

    public static V Add<V>(V reduced, V x, V y)
        where V : struct, ISimd<V>
        => reduced + (x * y);
}

/// <summary>The elements of a row, which generated code knows.</summary>
internal interface IWidth
{
    public static abstract int Elements { get; }
}

internal readonly struct Width64 : IWidth
{
    public static int Elements => 64;
}

internal readonly struct Width1024 : IWidth
{
    public static int Elements => 1024;
}

internal readonly struct Width16384 : IWidth
{
    public static int Elements => 16384;
}

internal readonly struct Width1048576 : IWidth
{
    public static int Elements => 1048576;
}

/// <summary>Reduces one row, in the form in which generated code does it.</summary>
internal readonly ref struct ReductionKernel<R, W>(ref float x, ref float y, ref float result) : IRowKernel
    where R : struct, IReduction
    where W : struct, IWidth
{
    private const int LeastLengthOfALongLoop = 256, LeastLengthBeyondTheCaches = 1 << 16;

    private readonly ref float _x = ref x;
    private readonly ref float _y = ref y;
    private readonly ref float _result = ref result;

    private static nuint Width => (nuint)W.Elements;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Rows<V>(nuint begin, nuint end)
        where V : struct, ISimd<V>
    {
        var self = this;
        for (var row = begin; row < end; row++)
        {
            V reduced = V.Create(R.Identity), reduced2 = reduced, reduced3 = reduced, reduced4 = reduced;
            var first = row * Width;
            nuint j = 0;
            if (W.Elements >= LeastLengthBeyondTheCaches && R.Inputs == 1)
            {
                for (; j + (8 * (nuint)V.Count) <= Width; j += 8 * (nuint)V.Count)
                {
                    self.Four<V, StreamedLanes<V>>(first + j, ref reduced, ref reduced2, ref reduced3, ref reduced4);
                    self.Four<V, StreamedLanes<V>>(first + j + (4 * (nuint)V.Count), ref reduced, ref reduced2, ref reduced3, ref reduced4);
                }
            }
            else if (W.Elements >= LeastLengthOfALongLoop)
            {
                for (; j + (4 * (nuint)V.Count) <= Width; j += 4 * (nuint)V.Count)
                    self.Four<V, FullLanes<V>>(first + j, ref reduced, ref reduced2, ref reduced3, ref reduced4);
            }
            else
            {
                for (; j + (4 * (nuint)V.Count) <= Width; j += 4 * (nuint)V.Count)
                    self.Four<V, FullLanes<V>>(first + j, ref reduced, ref reduced, ref reduced, ref reduced);
            }

            // All widths here are multiples of what a pass takes: there is no tail.
            if (W.Elements >= LeastLengthOfALongLoop)
                reduced = R.Join(R.Join(reduced, reduced3), R.Join(reduced2, reduced4));
            Unsafe.Add(ref _result, row) = R.Across(reduced);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Four<V, L>(nuint at, ref V reduced, ref V reduced2, ref V reduced3, ref V reduced4)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V>
    {
        Pass<V, L>(at, default, ref reduced);
        Pass<V, L>(at + (1 * (nuint)V.Count), default, ref reduced2);
        Pass<V, L>(at + (2 * (nuint)V.Count), default, ref reduced3);
        Pass<V, L>(at + (3 * (nuint)V.Count), default, ref reduced4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Pass<V, L>(nuint at, L lanes, ref V reduced)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V>
    {
        var identity = V.Create(R.Identity);
        reduced = R.Add(reduced, lanes.Keep(lanes.Load(ref _x, at), identity), R.Inputs > 1 ? lanes.Load(ref _y, at) : V.Zero);
    }
}

using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>What a pooling makes of the elements of a window.</summary>
internal interface IPoolingFold
{
    /// <summary>What a fold starts with.</summary>
    public static abstract float Identity { get; }

    /// <summary>The fold with one more element.</summary>
    public static abstract V Combine<V>(V fold, V value)
        where V : struct, ISimd<V>;

    /// <summary>The result for a window of <paramref name="count"/> elements.</summary>
    public static abstract V Finish<V>(V fold, nuint count)
        where V : struct, ISimd<V>;
}

/// <summary>The largest element, or NaN.</summary>
internal readonly struct Largest : IPoolingFold
{
    public static float Identity => float.NegativeInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V fold, V value)
        where V : struct, ISimd<V> => VectorMath.Max(value, fold);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Finish<V>(V fold, nuint count)
        where V : struct, ISimd<V> => fold;
}

/// <summary>The mean.</summary>
internal readonly struct Mean : IPoolingFold
{
    public static float Identity => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Combine<V>(V fold, V value)
        where V : struct, ISimd<V> => fold + value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Finish<V>(V fold, nuint count)
        where V : struct, ISimd<V> => fold * V.Create(1f / count);
}

using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>What the elements of a window get of the gradient of its result.</summary>
internal interface IPoolingShare
{
    /// <summary>Whether it depends on the elements.</summary>
    public static abstract bool ReadsValues { get; }

    /// <summary>The part of one element, the next in the window.</summary>
    /// <param name="left">What the elements before have left.</param>
    /// <param name="value">The element.</param>
    /// <param name="result">The result of the window.</param>
    public static abstract V Take<V>(ref V left, V value, V result)
        where V : struct, ISimd<V>;

    /// <summary>The gradient as a window of <paramref name="count"/> elements begins to share it.</summary>
    public static abstract V Start<V>(V gradient, nuint count)
        where V : struct, ISimd<V>;
}

/// <summary>The first element that is the largest takes all.</summary>
internal readonly struct ToLargest : IPoolingShare
{
    public static bool ReadsValues => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Take<V>(ref V left, V value, V result)
        where V : struct, ISimd<V>
    {
        V isLargest = V.Equals(value, result), taken = V.And(left, isLargest);
        left = V.AndNot(left, isLargest);
        return taken;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Start<V>(V gradient, nuint count)
        where V : struct, ISimd<V> => gradient;
}

/// <summary>All elements get the same.</summary>
internal readonly struct ToAll : IPoolingShare
{
    public static bool ReadsValues => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Take<V>(ref V left, V value, V result)
        where V : struct, ISimd<V> => left;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Start<V>(V gradient, nuint count)
        where V : struct, ISimd<V> => gradient * V.Create(1f / count);
}

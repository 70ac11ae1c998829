using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>Reductions of long vectors to one number, by a tree that depends on the length alone: not on the width, nor on the number of workers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Reduction
{
    // Element i belongs to accumulator i mod 64: as many as the widest hardware needs to hide the latency of an addition.
    private const int Accumulators = 64;

    // Blocks are summed in float, their sums in double: the error stays that of a block, however long the vector.
    private const int Block = 4096;

    // From here on the vector comes from the last cache, or from memory.
    private const int LeastLengthBeyondTheCaches = 1 << 16;

    /// <summary>The sum of <paramref name="count"/> floats; 0 for none. The error is below 70 roundings of the sum of magnitudes.</summary>
    /// <param name="source">The first float; must not move.</param>
    /// <param name="count">Number of floats, at least 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static float Sum(ref float source, int count)
    {
        if (Vector512.IsHardwareAccelerated)
            return Sum<Simd512>(ref source, count);
        if (Vector256.IsHardwareAccelerated)
            return Sum<Simd256>(ref source, count);
        return Sum<Simd128>(ref source, count);
    }

    // Inlined, so that a short sum is one call.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Sum<V>(ref float source, int count)
        where V : struct, ISimd<V>
    {
        if (count <= Block)
            return BlockSum<V, FullLanes<V>>(ref source, count);
        return count < LeastLengthBeyondTheCaches ? SumOfBlocks<V, FullLanes<V>>(ref source, count) : SumOfBlocks<V, StreamedLanes<V>>(ref source, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float SumOfBlocks<V, L>(ref float source, int count)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V>
    {
        double sum = 0;
        for (int begin = 0; begin < count; begin += Block)
            sum += BlockSum<V, L>(ref Unsafe.Add(ref source, begin), Math.Min(Block, count - begin));
        return (float)sum;
    }

    // The tree adds accumulators i and i + 32, then i and i + 16, and so on: first whole groups, then the vectors of a group, then lanes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float BlockSum<V, L>(ref float source, int count)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V>
    {
        nuint end = (nuint)count, group = 4 * (nuint)V.Count;
        if (group == Accumulators)
            return GroupSum<V, L>(ref source, 0, end).Total;
        if (2 * group == Accumulators)
            return (GroupSum<V, L>(ref source, 0, end) + GroupSum<V, L>(ref source, group, end)).Total;
        VectorGroup<V> even = GroupSum<V, L>(ref source, 0, end) + GroupSum<V, L>(ref source, 2 * group, end);
        return (even + (GroupSum<V, L>(ref source, group, end) + GroupSum<V, L>(ref source, 3 * group, end))).Total;
    }

    /// <summary>The accumulators of the elements <paramref name="begin"/>, <paramref name="begin"/> + 64, … and their neighbours in the group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static VectorGroup<V> GroupSum<V, L>(ref float source, nuint begin, nuint end)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V>
    {
        nuint lanes = (nuint)V.Count, i = begin;
        L all = default;
        V sum0 = V.Zero, sum1 = V.Zero, sum2 = V.Zero, sum3 = V.Zero;
        for (; i - begin + Accumulators <= end; i += Accumulators)
        {
            sum0 += all.Load(ref source, i);
            sum1 += all.Load(ref source, i + lanes);
            sum2 += all.Load(ref source, i + 2 * lanes);
            sum3 += all.Load(ref source, i + 3 * lanes);
        }

        if (i < end)
        {
            sum0 += Rest<V>(ref source, i, end);
            sum1 += Rest<V>(ref source, i + lanes, end);
            sum2 += Rest<V>(ref source, i + 2 * lanes, end);
            sum3 += Rest<V>(ref source, i + 3 * lanes, end);
        }

        return new(sum0, sum1, sum2, sum3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Rest<V>(ref float source, nuint begin, nuint end)
        where V : struct, ISimd<V>
    {
        if (begin >= end)
            return V.Zero;
        return begin + (nuint)V.Count <= end ? V.Load(ref source, begin) : V.LoadPartial(ref source, begin, end - begin);
    }

    /// <summary>Four vectors of neighbouring accumulators.</summary>
    private readonly struct VectorGroup<V>(V first, V second, V third, V fourth)
        where V : struct, ISimd<V>
    {
        private readonly V _first = first, _second = second, _third = third, _fourth = fourth;

        public float Total
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => V.Sum((_first + _third) + (_second + _fourth));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static VectorGroup<V> operator +(VectorGroup<V> a, VectorGroup<V> b)
            => new(a._first + b._first, a._second + b._second, a._third + b._third, a._fourth + b._fourth);
    }
}

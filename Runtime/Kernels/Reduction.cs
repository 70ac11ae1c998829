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

    /// <summary>The sum of <paramref name="count"/> floats; 0 for none. The error is below 70 roundings of the sum of magnitudes.</summary>
    public static float Sum(ref float source, int count)
    {
        if (Vector512.IsHardwareAccelerated)
            return Sum<Simd512>(ref source, count);
        if (Vector256.IsHardwareAccelerated)
            return Sum<Simd256>(ref source, count);
        return Sum<Simd128>(ref source, count);
    }

    internal static float Sum<V>(ref float source, int count)
        where V : struct, ISimd<V>
    {
        double sum = 0;
        for (int begin = 0; begin < count; begin += Block)
            sum += BlockSum<V>(ref Unsafe.Add(ref source, begin), Math.Min(Block, count - begin));
        return (float)sum;
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float BlockSum<V>(ref float source, int count)
        where V : struct, ISimd<V>
    {
        Span<float> sums = stackalloc float[Accumulators];
        int whole = count / Accumulators * Accumulators;
        for (int group = 0; group < Accumulators; group += 4 * V.Count)
            GroupSums<V>(ref Unsafe.Add(ref source, group), whole, ref sums[group]);

        for (int i = whole; i < count; i++)
            sums[i - whole] += Unsafe.Add(ref source, i);
        for (int half = Accumulators / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
                sums[i] += sums[i + half];
        }

        return sums[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GroupSums<V>(ref float source, int whole, ref float sums)
        where V : struct, ISimd<V>
    {
        nuint lanes = (nuint)V.Count;
        V sum0 = V.Zero, sum1 = V.Zero, sum2 = V.Zero, sum3 = V.Zero;
        for (nuint i = 0; i < (nuint)whole; i += Accumulators)
        {
            sum0 += V.Load(ref source, i);
            sum1 += V.Load(ref source, i + lanes);
            sum2 += V.Load(ref source, i + 2 * lanes);
            sum3 += V.Load(ref source, i + 3 * lanes);
        }

        V.Store(sum0, ref sums, 0);
        V.Store(sum1, ref sums, lanes);
        V.Store(sum2, ref sums, 2 * lanes);
        V.Store(sum3, ref sums, 3 * lanes);
    }
}

using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// A vector that holds nothing: loads and stores are prefetches, the rest does nothing. An epilogue called with it brings the memory that it will need
/// for real results to the cache, whatever that memory is.
/// </summary>
internal readonly unsafe struct PrefetchVector : ISimd<PrefetchVector>
{
    public static int Count => 1;

    public static PrefetchVector Zero => default;

    public static PrefetchVector Iota => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector Create(float value) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector Load(ref float source, nuint offset)
    {
        Prefetch.ToFirstCache((float*)Unsafe.AsPointer(ref source) + offset);
        return default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector LoadPartial(ref float source, nuint offset, nuint count)
    {
        Prefetch.ToFirstCache((float*)Unsafe.AsPointer(ref source) + offset);
        return default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector LoadIntegers(ref int source, nuint offset)
    {
        Prefetch.ToFirstCache((float*)Unsafe.AsPointer(ref source) + offset);
        return default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector LoadIntegersPartial(ref int source, nuint offset, nuint count)
    {
        Prefetch.ToFirstCache((float*)Unsafe.AsPointer(ref source) + offset);
        return default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(PrefetchVector value, ref float destination, nuint offset) => Prefetch.ToFirstCache((float*)Unsafe.AsPointer(ref destination) + offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(PrefetchVector value, ref float destination, nuint offset, nuint count) => Prefetch.ToFirstCache((float*)Unsafe.AsPointer(ref destination) + offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector operator +(PrefetchVector a, PrefetchVector b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector operator -(PrefetchVector a, PrefetchVector b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector operator *(PrefetchVector a, PrefetchVector b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector operator /(PrefetchVector a, PrefetchVector b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector operator -(PrefetchVector a) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector MultiplyAdd(PrefetchVector a, PrefetchVector b, PrefetchVector c) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAccumulate(float a, PrefetchVector b, ref PrefetchVector sum)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAccumulate(PrefetchVector a, PrefetchVector b, ref PrefetchVector sum)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector Min(PrefetchVector a, PrefetchVector b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector Max(PrefetchVector a, PrefetchVector b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector Abs(PrefetchVector a) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector Sqrt(PrefetchVector a) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector Round(PrefetchVector a) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector Floor(PrefetchVector a) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector GreaterThan(PrefetchVector a, PrefetchVector b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector GreaterThanOrEqual(PrefetchVector a, PrefetchVector b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector LessThan(PrefetchVector a, PrefetchVector b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector LessThanOrEqual(PrefetchVector a, PrefetchVector b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector Equals(PrefetchVector a, PrefetchVector b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector NotEquals(PrefetchVector a, PrefetchVector b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector Select(PrefetchVector mask, PrefetchVector a, PrefetchVector b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector And(PrefetchVector a, PrefetchVector b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector Or(PrefetchVector a, PrefetchVector b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector AndNot(PrefetchVector a, PrefetchVector b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector Not(PrefetchVector a) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector FirstLanes(nuint count) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector ScaleByPowerOfTwo(PrefetchVector a, PrefetchVector n) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector Exponent(PrefetchVector a) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrefetchVector Mantissa(PrefetchVector a) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SplitNearOne(PrefetchVector x, out PrefetchVector mantissa, out PrefetchVector exponent) => (mantissa, exponent) = (default, default);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(PrefetchVector a) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 SumFour(PrefetchVector a, PrefetchVector b, PrefetchVector c, PrefetchVector d) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxAcross(PrefetchVector a) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinAcross(PrefetchVector a) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TransposeBlock(ref float source, nuint sourceStride, ref float destination, nuint destinationStride)
    {
    }
}

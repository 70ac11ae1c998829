using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// A vector that holds nothing: loads and stores hand their address to a probe, the rest does nothing. An epilogue called with it shows what memory it
/// will need for real results, whatever that memory is.
/// </summary>
internal readonly unsafe struct ProbeVector<TProbe> : ISimd<ProbeVector<TProbe>>
    where TProbe : struct, IProbe
{
    public static int Count => 1;

    public static ProbeVector<TProbe> Zero => default;

    public static ProbeVector<TProbe> Iota => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> Create(float value) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> Load(ref float source, nuint offset)
    {
        TProbe.Touch((float*)Unsafe.AsPointer(ref source) + offset);
        return default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> LoadPartial(ref float source, nuint offset, nuint count)
    {
        TProbe.Touch((float*)Unsafe.AsPointer(ref source) + offset);
        return default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> LoadIntegers(ref int source, nuint offset)
    {
        TProbe.Touch((float*)Unsafe.AsPointer(ref source) + offset);
        return default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> LoadIntegersPartial(ref int source, nuint offset, nuint count)
    {
        TProbe.Touch((float*)Unsafe.AsPointer(ref source) + offset);
        return default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ProbeVector<TProbe> value, ref float destination, nuint offset) => TProbe.Touch((float*)Unsafe.AsPointer(ref destination) + offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(ProbeVector<TProbe> value, ref float destination, nuint offset, nuint count) => TProbe.Touch((float*)Unsafe.AsPointer(ref destination) + offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> operator +(ProbeVector<TProbe> a, ProbeVector<TProbe> b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> operator -(ProbeVector<TProbe> a, ProbeVector<TProbe> b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> operator *(ProbeVector<TProbe> a, ProbeVector<TProbe> b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> operator /(ProbeVector<TProbe> a, ProbeVector<TProbe> b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> operator -(ProbeVector<TProbe> a) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> MultiplyAdd(ProbeVector<TProbe> a, ProbeVector<TProbe> b, ProbeVector<TProbe> c) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAccumulate(float a, in ProbeVector<TProbe> b, ref ProbeVector<TProbe> sum)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAccumulate(in ProbeVector<TProbe> a, in ProbeVector<TProbe> b, ref ProbeVector<TProbe> sum)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> Min(ProbeVector<TProbe> a, ProbeVector<TProbe> b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> Max(ProbeVector<TProbe> a, ProbeVector<TProbe> b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> Abs(ProbeVector<TProbe> a) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> Sqrt(ProbeVector<TProbe> a) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> Round(ProbeVector<TProbe> a) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> Floor(ProbeVector<TProbe> a) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> GreaterThan(ProbeVector<TProbe> a, ProbeVector<TProbe> b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> GreaterThanOrEqual(ProbeVector<TProbe> a, ProbeVector<TProbe> b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> LessThan(ProbeVector<TProbe> a, ProbeVector<TProbe> b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> LessThanOrEqual(ProbeVector<TProbe> a, ProbeVector<TProbe> b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> Equals(ProbeVector<TProbe> a, ProbeVector<TProbe> b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> NotEquals(ProbeVector<TProbe> a, ProbeVector<TProbe> b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> Select(ProbeVector<TProbe> mask, ProbeVector<TProbe> a, ProbeVector<TProbe> b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> And(ProbeVector<TProbe> a, ProbeVector<TProbe> b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> Or(ProbeVector<TProbe> a, ProbeVector<TProbe> b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> AndNot(ProbeVector<TProbe> a, ProbeVector<TProbe> b) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> Not(ProbeVector<TProbe> a) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> FirstLanes(nuint count) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> ScaleByPowerOfTwo(ProbeVector<TProbe> a, ProbeVector<TProbe> n) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> Exponent(ProbeVector<TProbe> a) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProbeVector<TProbe> Mantissa(ProbeVector<TProbe> a) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SplitNearOne(ProbeVector<TProbe> x, out ProbeVector<TProbe> mantissa, out ProbeVector<TProbe> exponent) => (mantissa, exponent) = (default, default);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(ProbeVector<TProbe> a) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 SumFour(ProbeVector<TProbe> a, ProbeVector<TProbe> b, ProbeVector<TProbe> c, ProbeVector<TProbe> d) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxAcross(ProbeVector<TProbe> a) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinAcross(ProbeVector<TProbe> a) => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TransposeBlock(ref float source, nuint sourceStride, ref float destination, nuint destinationStride)
    {
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>Four floats: SSE, AdvSimd, or software where there is neither. Fused multiply-add only where the hardware has it.</summary>
/// <remarks>
/// Values are wrapped by bit casts, not constructors: every inlined constructor call takes local variables, of which the JIT tracks 1,024 a method,
/// and beyond them it stops inlining. What a masked load returns is wrapped by the constructor: a cast of it would go by way of the stack.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Simd128 : ISimd<Simd128>
{
    private readonly Vector128<float> _value;

    /// <summary>Wraps a hardware vector.</summary>
    /// <param name="value">The lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Simd128(Vector128<float> value) => _value = value;

    /// <summary>The lanes.</summary>
    public Vector128<float> Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _value;
    }

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 4;
    }

    /// <inheritdoc/>
    public static Simd128 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.BitCast<Vector128<float>, Simd128>(Vector128<float>.Zero);
    }

    /// <inheritdoc/>
    public static Simd128 Iota
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.BitCast<Vector128<float>, Simd128>(Vector128.CreateSequence(0f, 1f));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Create(float value) => Unsafe.BitCast<Vector128<float>, Simd128>(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Load(ref float source, nuint offset)
        => Unsafe.BitCast<Vector128<float>, Simd128>(Vector128.LoadUnsafe(ref source, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Simd128 LoadPartial(ref float source, nuint offset, nuint count)
    {
        float* pointer = (float*)Unsafe.AsPointer(ref source) + offset;
        if (Avx.IsSupported)
            return new(Avx.MaskLoad(pointer, Mask(count)));
        return Unsafe.BitCast<Vector128<float>, Simd128>(Vector128.Create(pointer[0], count > 1 ? pointer[1] : 0, count > 2 ? pointer[2] : 0, 0));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 LoadIntegers(ref int source, nuint offset)
        => Unsafe.BitCast<Vector128<float>, Simd128>(Vector128.ConvertToSingle(Vector128.LoadUnsafe(ref source, offset)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 LoadIntegersPartial(ref int source, nuint offset, nuint count)
        => new(Vector128.ConvertToSingle(LoadPartial(ref Unsafe.As<int, float>(ref source), offset, count)._value.AsInt32()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Simd128 value, ref float destination, nuint offset) => value._value.StoreUnsafe(ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StorePartial(Simd128 value, ref float destination, nuint offset, nuint count)
    {
        float* pointer = (float*)Unsafe.AsPointer(ref destination) + offset;

        // Processors that keep the masks of AVX in vectors may take ten times as long for a store under one.
        if (Avx512F.VL.IsSupported)
        {
            Avx512F.VL.MaskStore(pointer, Mask(count), value._value);
            return;
        }

        if (Avx.IsSupported)
        {
            Avx.MaskStore(pointer, Mask(count), value._value);
            return;
        }

        pointer[0] = value._value.GetElement(0);
        if (count > 1)
            pointer[1] = value._value.GetElement(1);
        if (count > 2)
            pointer[2] = value._value.GetElement(2);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 operator +(Simd128 a, Simd128 b) => Unsafe.BitCast<Vector128<float>, Simd128>(a._value + b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 operator -(Simd128 a, Simd128 b) => Unsafe.BitCast<Vector128<float>, Simd128>(a._value - b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 operator *(Simd128 a, Simd128 b) => Unsafe.BitCast<Vector128<float>, Simd128>(a._value * b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 operator /(Simd128 a, Simd128 b) => Unsafe.BitCast<Vector128<float>, Simd128>(a._value / b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 operator -(Simd128 a) => Unsafe.BitCast<Vector128<float>, Simd128>(-a._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 MultiplyAdd(Simd128 a, Simd128 b, Simd128 c)
        => Unsafe.BitCast<Vector128<float>, Simd128>(Vector128.MultiplyAddEstimate(a._value, b._value, c._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAccumulate(in Simd128 a, in Simd128 b, ref Simd128 sum)
        => Unsafe.As<Simd128, Vector128<float>>(ref sum) = Vector128.MultiplyAddEstimate(a._value, b._value, Unsafe.As<Simd128, Vector128<float>>(ref sum));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAccumulate(float a, in Simd128 b, ref Simd128 sum)
        => Unsafe.As<Simd128, Vector128<float>>(ref sum) = Vector128.MultiplyAddEstimate(Vector128.Create(a), b._value, Unsafe.As<Simd128, Vector128<float>>(ref sum));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Min(Simd128 a, Simd128 b) => Unsafe.BitCast<Vector128<float>, Simd128>(Vector128.MinNative(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Max(Simd128 a, Simd128 b) => Unsafe.BitCast<Vector128<float>, Simd128>(Vector128.MaxNative(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Abs(Simd128 a) => Unsafe.BitCast<Vector128<float>, Simd128>(Vector128.Abs(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Sqrt(Simd128 a) => Unsafe.BitCast<Vector128<float>, Simd128>(Vector128.Sqrt(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Round(Simd128 a)
    {
        // Compiled ahead of time for any x64, Vector128.Round would be a call for each lane.
        if (Sse41.IsSupported)
            return Unsafe.BitCast<Vector128<float>, Simd128>(Sse41.RoundToNearestInteger(a._value));
        if (AdvSimd.IsSupported)
            return Unsafe.BitCast<Vector128<float>, Simd128>(AdvSimd.RoundToNearest(a._value));

        // From 2²³ on, floats are whole; below, adding it rounds to even.
        var integers = Vector128.Create(8388608f);
        var size = Vector128.Abs(a._value);
        var rounded = Vector128.CopySign(size + integers - integers, a._value);
        return Unsafe.BitCast<Vector128<float>, Simd128>(Vector128.ConditionalSelect(Vector128.LessThan(size, integers), rounded, a._value));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Floor(Simd128 a) => Unsafe.BitCast<Vector128<float>, Simd128>(Vector128.Floor(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 GreaterThan(Simd128 a, Simd128 b)
        => Unsafe.BitCast<Vector128<float>, Simd128>(Vector128.GreaterThan(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 GreaterThanOrEqual(Simd128 a, Simd128 b)
        => Unsafe.BitCast<Vector128<float>, Simd128>(Vector128.GreaterThanOrEqual(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 LessThan(Simd128 a, Simd128 b)
        => Unsafe.BitCast<Vector128<float>, Simd128>(Vector128.LessThan(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 LessThanOrEqual(Simd128 a, Simd128 b)
        => Unsafe.BitCast<Vector128<float>, Simd128>(Vector128.LessThanOrEqual(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Equals(Simd128 a, Simd128 b) => Unsafe.BitCast<Vector128<float>, Simd128>(Vector128.Equals(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 NotEquals(Simd128 a, Simd128 b)
        => Unsafe.BitCast<Vector128<float>, Simd128>(~Vector128.Equals(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Select(Simd128 mask, Simd128 a, Simd128 b)
        => Unsafe.BitCast<Vector128<float>, Simd128>(Vector128.ConditionalSelect(mask._value, a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 And(Simd128 a, Simd128 b) => Unsafe.BitCast<Vector128<float>, Simd128>(a._value & b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Or(Simd128 a, Simd128 b) => Unsafe.BitCast<Vector128<float>, Simd128>(a._value | b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 AndNot(Simd128 a, Simd128 b) => Unsafe.BitCast<Vector128<float>, Simd128>(Vector128.AndNot(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Not(Simd128 a) => Unsafe.BitCast<Vector128<float>, Simd128>(~a._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 FirstLanes(nuint count) => Unsafe.BitCast<Vector128<float>, Simd128>(Mask(count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 ScaleByPowerOfTwo(Simd128 a, Simd128 n)
    {
        // Two factors, because one float cannot hold 2^n beyond ±127; the first product is exact, so that only the second rounds.
        Vector128<int> whole = Vector128.ConvertToInt32Native(n._value);
        Vector128<int> half = whole >> 1;
        Vector128<float> first = ((half + Vector128.Create(127)) << 23).AsSingle();
        Vector128<float> second = ((whole - half + Vector128.Create(127)) << 23).AsSingle();
        return Unsafe.BitCast<Vector128<float>, Simd128>(a._value * first * second);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Exponent(Simd128 a)
        => Unsafe.BitCast<Vector128<float>, Simd128>(Vector128.ConvertToSingle((a._value.AsInt32() >> 23) - Vector128.Create(127)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Mantissa(Simd128 a)
        => Unsafe.BitCast<Vector128<float>, Simd128>(((a._value.AsInt32() & Vector128.Create(0x007FFFFF)) | Vector128.Create(0x3F800000)).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SplitNearOne(Simd128 x, out Simd128 mantissa, out Simd128 exponent) => VectorMath.SplitNearOne(x, out mantissa, out exponent);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Simd128 a)
    {
        Vector128<float> pairs = a._value + Vector128.Shuffle(a._value, Vector128.Create(2, 3, 2, 3));
        return pairs.GetElement(0) + pairs.GetElement(1);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxAcross(Simd128 a)
    {
        Simd128 pairs = VectorMath.Max<Simd128>(a, new(Vector128.Shuffle(a._value, Vector128.Create(2, 3, 2, 3))));
        return VectorMath.Max<Simd128>(pairs, new(Vector128.Shuffle(pairs._value, Vector128.Create(1, 1, 1, 1))))._value.ToScalar();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinAcross(Simd128 a)
    {
        Simd128 pairs = VectorMath.Min<Simd128>(a, new(Vector128.Shuffle(a._value, Vector128.Create(2, 3, 2, 3))));
        return VectorMath.Min<Simd128>(pairs, new(Vector128.Shuffle(pairs._value, Vector128.Create(1, 1, 1, 1))))._value.ToScalar();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 SumFour(Simd128 a, Simd128 b, Simd128 c, Simd128 d)
    {
        Transpose(ref a, ref b, ref c, ref d);
        return a + b + (c + d);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TransposeBlock(ref float source, nuint sourceStride, ref float destination, nuint destinationStride)
    {
        Simd128 a = Load(ref source, 0);
        Simd128 b = Load(ref source, sourceStride);
        Simd128 c = Load(ref source, 2 * sourceStride);
        Simd128 d = Load(ref source, 3 * sourceStride);
        Transpose(ref a, ref b, ref c, ref d);
        Store(a, ref destination, 0);
        Store(b, ref destination, destinationStride);
        Store(c, ref destination, 2 * destinationStride);
        Store(d, ref destination, 3 * destinationStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(ref Simd128 a, ref Simd128 b, ref Simd128 c, ref Simd128 d)
    {
        (Vector128<float> abLow, Vector128<float> abHigh) = Interleave(a._value, b._value);
        (Vector128<float> cdLow, Vector128<float> cdHigh) = Interleave(c._value, d._value);
        (Vector128<long> first, Vector128<long> second) = InterleavePairs(abLow, cdLow);
        (Vector128<long> third, Vector128<long> fourth) = InterleavePairs(abHigh, cdHigh);
        (a, b, c, d) = (new(first.AsSingle()), new(second.AsSingle()), new(third.AsSingle()), new(fourth.AsSingle()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Mask(nuint count)
        => Vector128.GreaterThan(Vector128.Create((int)count), Vector128<int>.Indices).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> Low, Vector128<float> High) Interleave(Vector128<float> a, Vector128<float> b)
        => Sse.IsSupported
            ? (Sse.UnpackLow(a, b), Sse.UnpackHigh(a, b))
            : (Vector128.Create(a[0], b[0], a[1], b[1]), Vector128.Create(a[2], b[2], a[3], b[3]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<long> Low, Vector128<long> High) InterleavePairs(Vector128<float> a, Vector128<float> b)
        => (Vector128.Create(a.AsInt64().GetLower(), b.AsInt64().GetLower()), Vector128.Create(a.AsInt64().GetUpper(), b.AsInt64().GetUpper()));
}

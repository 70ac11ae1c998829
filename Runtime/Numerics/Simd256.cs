using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>Eight floats; needs AVX2.</summary>
/// <remarks>
/// Values are wrapped by bit casts, not constructors: every inlined constructor call takes local variables, of which the JIT tracks 1,024 a method,
/// and beyond them it stops inlining. What a masked load returns is wrapped by the constructor: a cast of it would go by way of the stack.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct Simd256 : ISimd<Simd256>
{
    private readonly Vector256<float> _value;

    /// <summary>Wraps a hardware vector.</summary>
    /// <param name="value">The lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Simd256(Vector256<float> value) => _value = value;

    /// <summary>The lanes.</summary>
    public Vector256<float> Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _value;
    }

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }

    /// <inheritdoc/>
    public static Simd256 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.BitCast<Vector256<float>, Simd256>(Vector256<float>.Zero);
    }

    /// <inheritdoc/>
    public static Simd256 Iota
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.BitCast<Vector256<float>, Simd256>(Vector256.CreateSequence(0f, 1f));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Create(float value) => Unsafe.BitCast<Vector256<float>, Simd256>(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Load(ref float source, nuint offset)
        => Unsafe.BitCast<Vector256<float>, Simd256>(Vector256.LoadUnsafe(ref source, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Simd256 LoadPartial(ref float source, nuint offset, nuint count)
    {
        float* pointer = (float*)Unsafe.AsPointer(ref source) + offset;
        return new(Avx.MaskLoad(pointer, Mask(count)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 LoadIntegers(ref int source, nuint offset)
        => Unsafe.BitCast<Vector256<float>, Simd256>(Vector256.ConvertToSingle(Vector256.LoadUnsafe(ref source, offset)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 LoadIntegersPartial(ref int source, nuint offset, nuint count)
        => new(Vector256.ConvertToSingle(LoadPartial(ref Unsafe.As<int, float>(ref source), offset, count)._value.AsInt32()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Simd256 value, ref float destination, nuint offset) => value._value.StoreUnsafe(ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StorePartial(Simd256 value, ref float destination, nuint offset, nuint count)
    {
        float* pointer = (float*)Unsafe.AsPointer(ref destination) + offset;
        Avx.MaskStore(pointer, Mask(count), value._value);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 operator +(Simd256 a, Simd256 b) => Unsafe.BitCast<Vector256<float>, Simd256>(a._value + b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 operator -(Simd256 a, Simd256 b) => Unsafe.BitCast<Vector256<float>, Simd256>(a._value - b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 operator *(Simd256 a, Simd256 b) => Unsafe.BitCast<Vector256<float>, Simd256>(a._value * b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 operator /(Simd256 a, Simd256 b) => Unsafe.BitCast<Vector256<float>, Simd256>(a._value / b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 operator -(Simd256 a) => Unsafe.BitCast<Vector256<float>, Simd256>(-a._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 MultiplyAdd(Simd256 a, Simd256 b, Simd256 c)
        => Unsafe.BitCast<Vector256<float>, Simd256>(Vector256.MultiplyAddEstimate(a._value, b._value, c._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAccumulate(in Simd256 a, in Simd256 b, ref Simd256 sum)
        => Unsafe.As<Simd256, Vector256<float>>(ref sum) = Vector256.MultiplyAddEstimate(a._value, b._value, Unsafe.As<Simd256, Vector256<float>>(ref sum));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAccumulate(float a, in Simd256 b, ref Simd256 sum)
        => Unsafe.As<Simd256, Vector256<float>>(ref sum) = Vector256.MultiplyAddEstimate(Vector256.Create(a), b._value, Unsafe.As<Simd256, Vector256<float>>(ref sum));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Min(Simd256 a, Simd256 b) => Unsafe.BitCast<Vector256<float>, Simd256>(Vector256.MinNative(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Max(Simd256 a, Simd256 b) => Unsafe.BitCast<Vector256<float>, Simd256>(Vector256.MaxNative(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Abs(Simd256 a) => Unsafe.BitCast<Vector256<float>, Simd256>(Vector256.Abs(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Sqrt(Simd256 a) => Unsafe.BitCast<Vector256<float>, Simd256>(Vector256.Sqrt(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Round(Simd256 a) => Unsafe.BitCast<Vector256<float>, Simd256>(Vector256.Round(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Floor(Simd256 a) => Unsafe.BitCast<Vector256<float>, Simd256>(Vector256.Floor(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 GreaterThan(Simd256 a, Simd256 b)
        => Unsafe.BitCast<Vector256<float>, Simd256>(Vector256.GreaterThan(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 GreaterThanOrEqual(Simd256 a, Simd256 b)
        => Unsafe.BitCast<Vector256<float>, Simd256>(Vector256.GreaterThanOrEqual(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 LessThan(Simd256 a, Simd256 b)
        => Unsafe.BitCast<Vector256<float>, Simd256>(Vector256.LessThan(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 LessThanOrEqual(Simd256 a, Simd256 b)
        => Unsafe.BitCast<Vector256<float>, Simd256>(Vector256.LessThanOrEqual(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Equals(Simd256 a, Simd256 b) => Unsafe.BitCast<Vector256<float>, Simd256>(Vector256.Equals(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 NotEquals(Simd256 a, Simd256 b)
        => Unsafe.BitCast<Vector256<float>, Simd256>(~Vector256.Equals(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Select(Simd256 mask, Simd256 a, Simd256 b)
        => Unsafe.BitCast<Vector256<float>, Simd256>(Vector256.ConditionalSelect(mask._value, a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 And(Simd256 a, Simd256 b) => Unsafe.BitCast<Vector256<float>, Simd256>(a._value & b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Or(Simd256 a, Simd256 b) => Unsafe.BitCast<Vector256<float>, Simd256>(a._value | b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 AndNot(Simd256 a, Simd256 b) => Unsafe.BitCast<Vector256<float>, Simd256>(Vector256.AndNot(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Not(Simd256 a) => Unsafe.BitCast<Vector256<float>, Simd256>(~a._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 FirstLanes(nuint count) => Unsafe.BitCast<Vector256<float>, Simd256>(Mask(count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 ScaleByPowerOfTwo(Simd256 a, Simd256 n)
    {
        // Two factors, because one float cannot hold 2^n beyond ±127; the first product is exact, so that only the second rounds.
        Vector256<int> whole = Vector256.ConvertToInt32Native(n._value);
        Vector256<int> half = whole >> 1;
        Vector256<float> first = ((half + Vector256.Create(127)) << 23).AsSingle();
        Vector256<float> second = ((whole - half + Vector256.Create(127)) << 23).AsSingle();
        return Unsafe.BitCast<Vector256<float>, Simd256>(a._value * first * second);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Exponent(Simd256 a)
        => Unsafe.BitCast<Vector256<float>, Simd256>(Vector256.ConvertToSingle((a._value.AsInt32() >> 23) - Vector256.Create(127)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Mantissa(Simd256 a)
        => Unsafe.BitCast<Vector256<float>, Simd256>(((a._value.AsInt32() & Vector256.Create(0x007FFFFF)) | Vector256.Create(0x3F800000)).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SplitNearOne(Simd256 x, out Simd256 mantissa, out Simd256 exponent) => VectorMath.SplitNearOne(x, out mantissa, out exponent);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Simd256 a) => Simd128.Sum(new(a._value.GetLower() + a._value.GetUpper()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxAcross(Simd256 a) => Simd128.MaxAcross(VectorMath.Max<Simd128>(new(a._value.GetLower()), new(a._value.GetUpper())));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinAcross(Simd256 a) => Simd128.MinAcross(VectorMath.Min<Simd128>(new(a._value.GetLower()), new(a._value.GetUpper())));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 SumFour(Simd256 a, Simd256 b, Simd256 c, Simd256 d)
    {
        Vector256<float> ab = Avx.UnpackLow(a._value, b._value) + Avx.UnpackHigh(a._value, b._value);
        Vector256<float> cd = Avx.UnpackLow(c._value, d._value) + Avx.UnpackHigh(c._value, d._value);
        Vector256<float> halves = Avx.Shuffle(ab, cd, 0b01_00_01_00) + Avx.Shuffle(ab, cd, 0b11_10_11_10);
        return Unsafe.BitCast<Vector128<float>, Simd128>(halves.GetLower() + halves.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Mask(nuint count)
        => Vector256.GreaterThan(Vector256.Create((int)count), Vector256<int>.Indices).AsSingle();
}

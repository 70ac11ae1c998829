using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>Sixteen floats; needs AVX-512.</summary>
/// <remarks>
/// Values are wrapped by bit casts, not constructors: every inlined constructor call takes local variables, of which the JIT tracks 1,024 a method,
/// and beyond them it stops inlining. What a masked load returns is wrapped by the constructor: a cast of it would go by way of the stack.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct Simd512 : ISimd<Simd512>
{
    private readonly Vector512<float> _value;

    /// <summary>Wraps a hardware vector.</summary>
    /// <param name="value">The lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Simd512(Vector512<float> value) => _value = value;

    /// <summary>The lanes.</summary>
    public Vector512<float> Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _value;
    }

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 16;
    }

    /// <inheritdoc/>
    public static Simd512 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.BitCast<Vector512<float>, Simd512>(Vector512<float>.Zero);
    }

    /// <inheritdoc/>
    public static Simd512 Iota
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.BitCast<Vector512<float>, Simd512>(Vector512.CreateSequence(0f, 1f));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Create(float value) => Unsafe.BitCast<Vector512<float>, Simd512>(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Load(ref float source, nuint offset)
        => Unsafe.BitCast<Vector512<float>, Simd512>(Vector512.LoadUnsafe(ref source, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Simd512 LoadPartial(ref float source, nuint offset, nuint count)
    {
        float* pointer = (float*)Unsafe.AsPointer(ref source) + offset;
        return new(Avx512F.MaskLoad(pointer, Mask(count), Vector512<float>.Zero));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 LoadIntegers(ref int source, nuint offset)
        => Unsafe.BitCast<Vector512<float>, Simd512>(Vector512.ConvertToSingle(Vector512.LoadUnsafe(ref source, offset)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 LoadIntegersPartial(ref int source, nuint offset, nuint count)
        => new(Vector512.ConvertToSingle(LoadPartial(ref Unsafe.As<int, float>(ref source), offset, count)._value.AsInt32()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Simd512 value, ref float destination, nuint offset) => value._value.StoreUnsafe(ref destination, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StorePartial(Simd512 value, ref float destination, nuint offset, nuint count)
    {
        float* pointer = (float*)Unsafe.AsPointer(ref destination) + offset;
        Avx512F.MaskStore(pointer, Mask(count), value._value);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator +(Simd512 a, Simd512 b) => Unsafe.BitCast<Vector512<float>, Simd512>(a._value + b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator -(Simd512 a, Simd512 b) => Unsafe.BitCast<Vector512<float>, Simd512>(a._value - b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator *(Simd512 a, Simd512 b) => Unsafe.BitCast<Vector512<float>, Simd512>(a._value * b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator /(Simd512 a, Simd512 b) => Unsafe.BitCast<Vector512<float>, Simd512>(a._value / b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator -(Simd512 a) => Unsafe.BitCast<Vector512<float>, Simd512>(-a._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 MultiplyAdd(Simd512 a, Simd512 b, Simd512 c)
        => Unsafe.BitCast<Vector512<float>, Simd512>(Vector512.MultiplyAddEstimate(a._value, b._value, c._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAccumulate(in Simd512 a, in Simd512 b, ref Simd512 sum)
        => Unsafe.As<Simd512, Vector512<float>>(ref sum) = Vector512.MultiplyAddEstimate(a._value, b._value, Unsafe.As<Simd512, Vector512<float>>(ref sum));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAccumulate(float a, in Simd512 b, ref Simd512 sum)
        => Unsafe.As<Simd512, Vector512<float>>(ref sum) = Vector512.MultiplyAddEstimate(Vector512.Create(a), b._value, Unsafe.As<Simd512, Vector512<float>>(ref sum));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Min(Simd512 a, Simd512 b) => Unsafe.BitCast<Vector512<float>, Simd512>(Vector512.MinNative(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Max(Simd512 a, Simd512 b) => Unsafe.BitCast<Vector512<float>, Simd512>(Vector512.MaxNative(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Abs(Simd512 a) => Unsafe.BitCast<Vector512<float>, Simd512>(Vector512.Abs(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Sqrt(Simd512 a) => Unsafe.BitCast<Vector512<float>, Simd512>(Vector512.Sqrt(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Round(Simd512 a) => Unsafe.BitCast<Vector512<float>, Simd512>(Vector512.Round(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Floor(Simd512 a) => Unsafe.BitCast<Vector512<float>, Simd512>(Vector512.Floor(a._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 GreaterThan(Simd512 a, Simd512 b)
        => Unsafe.BitCast<Vector512<float>, Simd512>(Vector512.GreaterThan(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 GreaterThanOrEqual(Simd512 a, Simd512 b)
        => Unsafe.BitCast<Vector512<float>, Simd512>(Vector512.GreaterThanOrEqual(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 LessThan(Simd512 a, Simd512 b)
        => Unsafe.BitCast<Vector512<float>, Simd512>(Vector512.LessThan(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 LessThanOrEqual(Simd512 a, Simd512 b)
        => Unsafe.BitCast<Vector512<float>, Simd512>(Vector512.LessThanOrEqual(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Equals(Simd512 a, Simd512 b) => Unsafe.BitCast<Vector512<float>, Simd512>(Vector512.Equals(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 NotEquals(Simd512 a, Simd512 b)
        => Unsafe.BitCast<Vector512<float>, Simd512>(~Vector512.Equals(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Select(Simd512 mask, Simd512 a, Simd512 b)
        => Unsafe.BitCast<Vector512<float>, Simd512>(Vector512.ConditionalSelect(mask._value, a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 And(Simd512 a, Simd512 b) => Unsafe.BitCast<Vector512<float>, Simd512>(a._value & b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Or(Simd512 a, Simd512 b) => Unsafe.BitCast<Vector512<float>, Simd512>(a._value | b._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 AndNot(Simd512 a, Simd512 b) => Unsafe.BitCast<Vector512<float>, Simd512>(Vector512.AndNot(a._value, b._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Not(Simd512 a) => Unsafe.BitCast<Vector512<float>, Simd512>(~a._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 FirstLanes(nuint count) => Unsafe.BitCast<Vector512<float>, Simd512>(Mask(count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 ScaleByPowerOfTwo(Simd512 a, Simd512 n)
        => Unsafe.BitCast<Vector512<float>, Simd512>(Avx512F.Scale(a._value, n._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Exponent(Simd512 a)
        => Unsafe.BitCast<Vector512<float>, Simd512>(Vector512.ConvertToSingle((a._value.AsInt32() >> 23) - Vector512.Create(127)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Mantissa(Simd512 a)
        => Unsafe.BitCast<Vector512<float>, Simd512>(((a._value.AsInt32() & Vector512.Create(0x007FFFFF)) | Vector512.Create(0x3F800000)).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SplitNearOne(Simd512 x, out Simd512 mantissa, out Simd512 exponent)
    {
        // The interval [¾, 1½), and NaN for negative numbers.
        const byte ThreeQuarters = 0b1011;
        Vector512<float> m = Avx512F.GetMantissa(x._value, ThreeQuarters);
        mantissa = Unsafe.BitCast<Vector512<float>, Simd512>(m);
        exponent = Unsafe.BitCast<Vector512<float>, Simd512>(Avx512F.GetExponent(x._value) - Avx512F.GetExponent(m));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Simd512 a) => Simd256.Sum(new(a._value.GetLower() + a._value.GetUpper()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxAcross(Simd512 a) => Simd256.MaxAcross(VectorMath.Max<Simd256>(new(a._value.GetLower()), new(a._value.GetUpper())));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinAcross(Simd512 a) => Simd256.MinAcross(VectorMath.Min<Simd256>(new(a._value.GetLower()), new(a._value.GetUpper())));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 SumFour(Simd512 a, Simd512 b, Simd512 c, Simd512 d)
    {
        Vector512<float> fourths = Fourths(a, b, c, d)._value;
        Vector256<float> halves = fourths.GetLower() + fourths.GetUpper();
        return Unsafe.BitCast<Vector128<float>, Simd128>(halves.GetLower() + halves.GetUpper());
    }

    /// <summary>What is left of the sums of four vectors: element e of each fourth of the result has a part of the sum of vector e.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Simd512 Fourths(Simd512 a, Simd512 b, Simd512 c, Simd512 d)
    {
        Vector512<float> ab = Avx512F.UnpackLow(a._value, b._value) + Avx512F.UnpackHigh(a._value, b._value);
        Vector512<float> cd = Avx512F.UnpackLow(c._value, d._value) + Avx512F.UnpackHigh(c._value, d._value);
        return Unsafe.BitCast<Vector512<float>, Simd512>(Avx512F.Shuffle(ab, cd, 0b01_00_01_00) + Avx512F.Shuffle(ab, cd, 0b11_10_11_10));
    }

    /// <summary>The sums of sixteen vectors in order, from the <see cref="Fourths"/> of each four: bit by bit those of <see cref="SumFour"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Simd512 SumFourths(Simd512 a, Simd512 b, Simd512 c, Simd512 d)
    {
        Vector512<float> ab = Avx512F.Shuffle4x128(a._value, b._value, 0b01_00_01_00) + Avx512F.Shuffle4x128(a._value, b._value, 0b11_10_11_10);
        Vector512<float> cd = Avx512F.Shuffle4x128(c._value, d._value, 0b01_00_01_00) + Avx512F.Shuffle4x128(c._value, d._value, 0b11_10_11_10);
        return Unsafe.BitCast<Vector512<float>, Simd512>(
            Avx512F.Shuffle4x128(ab, cd, 0b10_00_10_00) + Avx512F.Shuffle4x128(ab, cd, 0b11_01_11_01));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Mask(nuint count)
        => Vector512.GreaterThan(Vector512.Create((int)count), Vector512<int>.Indices).AsSingle();
}

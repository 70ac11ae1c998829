using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

public static partial class VectorMath
{
    /// <summary>
    /// aᵇ with the special cases of IEEE 754 pow. Error ≤ 3 ulp; without fused multiply-add hardware ≤ 3 + 3|b ln a| ulp.
    /// Negative a need a whole b, otherwise the result is NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static V Pow<V>(V a, V b)
        where V : struct, ISimd<V>
    {
        V one = V.Create(1f), infinity = V.Create(float.PositiveInfinity), signBit = V.Create(-0f);
        V magnitude = V.Abs(a);
        PreciseLog(magnitude, out V high, out V low);
        V y = b * high;
        V rest = V.MultiplyAdd(b, low, V.MultiplyAdd(b, high, -y));
        V power = ExpOfSum(y, V.And(V.LessThan(V.Abs(y), V.Create(150f)), rest));

        V limit = V.Select(V.LessThan(b, V.Zero), infinity, V.Zero);
        power = V.Select(V.Equals(magnitude, V.Zero), limit, power);
        limit = V.Select(V.LessThan(b, V.Zero), V.Zero, infinity);
        power = V.Select(V.Equals(magnitude, infinity), limit, power);
        power = V.Select(V.Equals(magnitude, one), one, power);

        V whole = V.Equals(V.Floor(b), b);
        V halfway = b * V.Create(0.5f);
        V odd = V.AndNot(whole, V.Equals(V.Floor(halfway), halfway));
        V undefined = V.AndNot(V.And(V.LessThan(a, V.Zero), V.LessThan(magnitude, infinity)), whole);
        power = V.Or(power, V.And(odd, V.And(a, signBit)));
        power = V.Select(undefined, V.Create(float.NaN), power);

        power = V.Select(V.And(V.Equals(a, a), V.Equals(b, b)), power, a + b);
        return V.Select(V.Or(V.Equals(b, V.Zero), V.Equals(a, one)), one, power);
    }

    /// <summary>ln x of positive finite x to about 2⁻³² relative, as the sum of two floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PreciseLog<V>(V x, out V high, out V low)
        where V : struct, ISimd<V>
    {
        SplitBinade(x, V.Create(1.41421356f), out V m, out V e);
        V f = m - V.Create(1f);

        // ln(1 + f) = 2s + s³P(s²) with s = f / (2 + f), whose quotient and the rounding of 2 + f are corrected.
        V d = f + V.Create(2f);
        V dLow = f - (d - V.Create(2f));
        V s = f / d;
        V sLow = V.MultiplyAdd(-s, dLow, V.MultiplyAdd(-s, d, f)) / d;
        V z = s * s;
        V p = V.MultiplyAdd(V.Create(2.35825941e-1f), z, V.Create(2.85372853e-1f));
        p = V.MultiplyAdd(p, z, V.Create(4.00003344e-1f));
        p = V.MultiplyAdd(p, z, V.Create(6.66666627e-1f));

        V whole = e * V.Create(Ln2High), part = s + s;
        V sum = whole + part;
        V rest = V.MultiplyAdd(z * s, p, sLow + sLow) + V.MultiplyAdd(e, V.Create(Ln2Low), part - (sum - whole));
        high = sum + rest;
        low = rest - (high - sum);
    }

    /// <summary>e to the power of x + low, where low is a small part of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpOfSum<V>(V x, V low)
        where V : struct, ISimd<V>
    {
        V r = ExpRemainder(V.Max(V.Create(SmallestExponent), V.Min(V.Create(LargestExponent), x)), out V n) + low;
        return V.ScaleByPowerOfTwo(V.MultiplyAdd(ExpTail(r), r * r, r) + V.Create(1f), n);
    }
}

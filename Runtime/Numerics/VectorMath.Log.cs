using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

public static partial class VectorMath
{
    /// <summary>ln x. Error ≤ 0.9 ulp; -∞ at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<V>(V x)
        where V : struct, ISimd<V>
    {
        V.SplitNearOne(x, out V m, out V e);
        V f = m - V.Create(1f);
        V z = f * f;
        V y = V.MultiplyAdd(LogTail(f), f * z, e * V.Create(Ln2Low));
        y = V.MultiplyAdd(z, V.Create(-0.5f), y);
        return V.MultiplyAdd(e, V.Create(Ln2High), f + y);
    }

    // (ln(1 + f) - f + f²/2) / f³ for f in [-¼, ½), fitted for the smallest largest relative error of ln(1 + f), 4.9e-9.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogTail<V>(V f)
        where V : struct, ISimd<V>
    {
        V p = V.MultiplyAdd(V.Create(-4.511205480e-2f), f, V.Create(1.046887860e-1f));
        p = V.MultiplyAdd(p, f, V.Create(-1.316387355e-1f));
        p = V.MultiplyAdd(p, f, V.Create(1.447832137e-1f));
        p = V.MultiplyAdd(p, f, V.Create(-1.664699912e-1f));
        p = V.MultiplyAdd(p, f, V.Create(1.999081969e-1f));
        p = V.MultiplyAdd(p, f, V.Create(-2.500010431e-1f));
        return V.MultiplyAdd(p, f, V.Create(3.333345056e-1f));
    }

    /// <summary><see cref="ISimd{TSelf}.SplitNearOne"/> in terms of simpler operations.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SplitNearOne<V>(V x, out V mantissa, out V exponent)
        where V : struct, ISimd<V>
    {
        V infinity = V.Create(float.PositiveInfinity);
        SplitBinade(x, V.Create(1.5f), out V m, out V e);
        mantissa = V.Select(V.GreaterThanOrEqual(x, V.Zero), m, V.Create(float.NaN));
        exponent = V.Select(V.Equals(x, V.Zero), -infinity, V.Select(V.Equals(x, infinity), infinity, e));
    }

    /// <summary>Splits positive finite x into 2ᵉm with m in [limit / 2, limit), for limits above 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SplitBinade<V>(V x, V limit, out V m, out V e)
        where V : struct, ISimd<V>
    {
        const float SmallestNormal = 1.17549435e-38f;
        V denormal = V.LessThan(x, V.Create(SmallestNormal));
        V normal = V.Select(denormal, x * V.Create(8388608f), x);
        V fraction = V.Mantissa(normal);
        V high = V.GreaterThanOrEqual(fraction, limit);
        m = V.Select(high, fraction * V.Create(0.5f), fraction);
        e = V.Exponent(normal) + V.And(high, V.Create(1f)) - V.And(denormal, V.Create(23f));
    }
}

using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

public static partial class VectorMath
{
    private const float SmallestNormal = 1.17549435e-38f;

    /// <summary>ln x. Error ≤ 1 ulp; -∞ at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<V>(V x)
        where V : struct, ISimd<V>
    {
        SplitNearOne(x, out V f, out V e);
        V log = LogOfParts(f, e);
        log = V.Select(V.GreaterThan(x, V.Zero), log, V.Create(float.NaN));
        log = V.Select(V.Equals(x, V.Zero), V.Create(float.NegativeInfinity), log);
        return V.Select(V.Equals(x, V.Create(float.PositiveInfinity)), x, log);
    }

    /// <summary>Splits positive finite x into 2ᵉ(1 + f) with 1 + f in [√½, √2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SplitNearOne<V>(V x, out V f, out V e)
        where V : struct, ISimd<V>
    {
        V denormal = V.LessThan(x, V.Create(SmallestNormal));
        V normal = V.Select(denormal, x * V.Create(8388608f), x);
        V m = V.Mantissa(normal);
        V high = V.GreaterThan(m, V.Create(1.41421356f));
        f = V.Select(high, m * V.Create(0.5f), m) - V.Create(1f);
        e = V.Exponent(normal) + V.And(high, V.Create(1f)) - V.And(denormal, V.Create(23f));
    }

    /// <summary>ln(2ᵉ(1 + f)) for 1 + f in [√½, √2) and whole e.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogOfParts<V>(V f, V e)
        where V : struct, ISimd<V>
    {
        V z = f * f;
        V y = V.MultiplyAdd(LogTail(f), f * z, e * V.Create(Ln2Low));
        y = V.MultiplyAdd(z, V.Create(-0.5f), y);
        return V.MultiplyAdd(e, V.Create(Ln2High), f + y);
    }

    // (ln(1 + f) - f + f²/2) / f³ for 1 + f in [√½, √2): the polynomial of Cephes logf (S. Moshier, free to use).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogTail<V>(V f)
        where V : struct, ISimd<V>
    {
        V p = V.MultiplyAdd(V.Create(7.0376836292e-2f), f, V.Create(-1.1514610310e-1f));
        p = V.MultiplyAdd(p, f, V.Create(1.1676998740e-1f));
        p = V.MultiplyAdd(p, f, V.Create(-1.2420140846e-1f));
        p = V.MultiplyAdd(p, f, V.Create(1.4249322787e-1f));
        p = V.MultiplyAdd(p, f, V.Create(-1.6668057665e-1f));
        p = V.MultiplyAdd(p, f, V.Create(2.0000714765e-1f));
        p = V.MultiplyAdd(p, f, V.Create(-2.4999993993e-1f));
        return V.MultiplyAdd(p, f, V.Create(3.3333331174e-1f));
    }
}

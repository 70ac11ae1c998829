using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

public static partial class VectorMath
{
    private const float InversePi = 0.318309886f;

    // π in four parts (SLEEF's), of which all but the last have so few bits that their products with whole numbers up to 2¹³ are exact, so that little is lost
    // where a product is rounded before it is added.
    private const float Pi0 = 3.140625f, Pi1 = 9.670257568359375e-4f, Pi2 = 6.2771141529083252e-7f, Pi3 = 1.2154201256553421e-10f;

    /// <summary>sin x. Error ≤ 1.5e-7 for |x| ≤ 30,000, 2.5e-7 on machines without fused multiply-add; beyond, x itself is no longer known to a small part of a period.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sin<V>(V x)
        where V : struct, ISimd<V>
    {
        V n = V.Round(x * V.Create(InversePi));
        return SinOfHalfPeriod(Without(n, x), n);
    }

    /// <summary>cos x, as accurate as <see cref="Sin"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Cos<V>(V x)
        where V : struct, ISimd<V>
    {
        // cos x = sin(x + π/2): the zeros lie in the middle between those of the sine.
        V half = V.Create(0.5f);
        V n = V.Round(V.MultiplyAdd(x, V.Create(InversePi), half));
        return SinOfHalfPeriod(Without(n - half, x), n);
    }

    /// <summary>x − nπ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Without<V>(V n, V x)
        where V : struct, ISimd<V>
    {
        V r = V.MultiplyAdd(n, V.Create(-Pi0), x);
        r = V.MultiplyAdd(n, V.Create(-Pi1), r);
        r = V.MultiplyAdd(n, V.Create(-Pi2), r);
        return V.MultiplyAdd(n, V.Create(-Pi3), r);
    }

    /// <summary>(−1)ⁿ sin r for |r| ≤ π/2: the polynomial of SLEEF's sinf (N. Shibata, Boost licence).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SinOfHalfPeriod<V>(V r, V n)
        where V : struct, ISimd<V>
    {
        V half = n * V.Create(0.5f);
        V signed = V.Select(V.Equals(half, V.Floor(half)), r, -r);
        V z = r * r;
        V p = V.MultiplyAdd(V.Create(2.60831598e-6f), z, V.Create(-1.98106907e-4f));
        p = V.MultiplyAdd(p, z, V.Create(8.33307859e-3f));
        p = V.MultiplyAdd(p, z, V.Create(-1.66666597e-1f));
        return V.MultiplyAdd(p * z, signed, signed);
    }
}

using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

public static partial class VectorMath
{
    // Results beyond are 0 and ∞ by themselves.
    private const float SmallestExponent = -104.5f, LargestExponent = 89f;

    /// <summary>eˣ. Error ≤ 0.9 ulp, also of denormal results; +∞ above 88.72, 0 below -103.97.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V>(V x)
        where V : struct, ISimd<V>
        // An operation on a constant and NaN, in this order, gives NaN.
        => BoundedExp(V.Max(V.Create(SmallestExponent), V.Min(V.Create(LargestExponent), x)));

    /// <summary>eˣ of x ≤ 0 or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpOfNegative<V>(V x)
        where V : struct, ISimd<V>
        => BoundedExp(V.Max(V.Create(SmallestExponent), x));

    /// <summary>eˣ of x between <see cref="SmallestExponent"/> and <see cref="LargestExponent"/>, or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V BoundedExp<V>(V x)
        where V : struct, ISimd<V>
    {
        V r = ExpRemainder(x, out V n);
        V one = V.Create(1f);
        return V.ScaleByPowerOfTwo(V.MultiplyAdd(V.MultiplyAdd(ExpTail(r), r, one), r, one), n);
    }

    /// <summary>Splits x into n ln 2 + r with whole n and |r| ≤ ln 2 / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpRemainder<V>(V x, out V n)
        where V : struct, ISimd<V>
    {
        n = V.Round(x * V.Create(Log2E));
        return V.MultiplyAdd(n, V.Create(-Ln2Low), V.MultiplyAdd(n, V.Create(-Ln2High), x));
    }

    // (eʳ - 1 - r) / r² for |r| ≤ ln 2 / 2, fitted for the smallest largest relative error of eʳ, 3.1e-9.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpTail<V>(V r)
        where V : struct, ISimd<V>
    {
        V p = V.MultiplyAdd(V.Create(1.381920534e-3f), r, V.Create(8.368695155e-3f));
        p = V.MultiplyAdd(p, r, V.Create(4.166828468e-2f));
        p = V.MultiplyAdd(p, r, V.Create(1.666652113e-1f));
        return V.MultiplyAdd(p, r, V.Create(4.999999404e-1f));
    }
}

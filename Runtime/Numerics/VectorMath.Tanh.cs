using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

public static partial class VectorMath
{
    /// <summary>The hyperbolic tangent. Error ≤ 1.4 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V>(V x)
        where V : struct, ISimd<V>
    {
        V magnitude = V.Abs(x);

        // Near 0 the polynomial of Cephes tanhf (S. Moshier, free to use); beyond it 1 - 2 / (e^2|x| + 1) with the sign of x.
        V z = x * x;
        V p = V.MultiplyAdd(V.Create(-5.70498872745e-3f), z, V.Create(2.06390887954e-2f));
        p = V.MultiplyAdd(p, z, V.Create(-5.37397155531e-2f));
        p = V.MultiplyAdd(p, z, V.Create(1.33314422036e-1f));
        p = V.MultiplyAdd(p, z, V.Create(-3.33332819422e-1f));
        V near = V.MultiplyAdd(p * z, x, x);

        V one = V.Create(1f);
        V far = one - V.Create(2f) / (BoundedExp(V.Min(V.Create(LargestExponent), magnitude + magnitude)) + one);
        return V.Select(V.LessThan(magnitude, V.Create(0.625f)), near, CopySign(far, x));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V CopySign<V>(V magnitude, V sign)
        where V : struct, ISimd<V>
        => V.Or(magnitude, V.And(sign, V.Create(-0f)));
}

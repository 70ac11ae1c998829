using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>
/// Elementary functions of vectors of floats. Errors are bounds, in units in the last place, of what comparison with double precision found
/// for all floats, with fused multiply-add hardware; without it they are at most half a unit larger. NaN gives NaN, also through limits.
/// </summary>
/// <remarks>
/// Most functions are inlined into the loop that calls them. <see cref="Log1p"/> and <see cref="Pow"/> are not: the JIT inlines only so much into one
/// method, and what these long ones would leave to calls costs far more than their own.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class VectorMath
{
    private const float Log2E = 1.44269504f;

    // ln 2 in two parts: the first has 15 bits, so that its product with an exponent is exact; both are positive, so that that of an infinite exponent is.
    private const float Ln2High = 0.693145752f;
    private const float Ln2Low = 1.42860677e-6f;
}

using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>
/// A vector of floats of a fixed hardware width. Kernels are written once over <c>V : struct, ISimd&lt;V&gt;</c> and run at 512, 256 or 128 bits;
/// the JIT specialises them for each width, so that every member costs what the instruction behind it costs.
/// </summary>
/// <remarks>
/// References passed to partial loads and stores must point to memory that does not move: native memory or pinned arrays.
/// Where the hardware has fused multiply-add, lanewise operations give the same bits at every width.
/// </remarks>
/// <typeparam name="TSelf">The implementing type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISimd<TSelf>
    where TSelf : struct, ISimd<TSelf>
{
    /// <summary>Number of lanes.</summary>
    public static abstract int Count { get; }

    /// <summary>All lanes zero.</summary>
    public static abstract TSelf Zero { get; }

    /// <summary>The lane numbers 0, 1, 2, …</summary>
    public static abstract TSelf Iota { get; }

    /// <summary>All lanes equal to <paramref name="value"/>.</summary>
    public static abstract TSelf Create(float value);

    /// <summary>Reads a whole vector from <paramref name="source"/>[<paramref name="offset"/>…]; any alignment.</summary>
    public static abstract TSelf Load(ref float source, nuint offset);

    /// <summary>
    /// Reads the first <paramref name="count"/> lanes, 0 &lt; count &lt; <see cref="Count"/>; the others are 0 and their memory is not touched.
    /// </summary>
    public static abstract TSelf LoadPartial(ref float source, nuint offset, nuint count);

    /// <summary>Reads a whole vector of 32-bit integers and converts it to float, rounding to nearest.</summary>
    public static abstract TSelf LoadIntegers(ref int source, nuint offset);

    /// <summary>Reads the first <paramref name="count"/> integers, 0 &lt; count &lt; <see cref="Count"/>, converted to float; the other lanes are 0.</summary>
    public static abstract TSelf LoadIntegersPartial(ref int source, nuint offset, nuint count);

    /// <summary>Writes a whole vector to <paramref name="destination"/>[<paramref name="offset"/>…]; any alignment.</summary>
    public static abstract void Store(TSelf value, ref float destination, nuint offset);

    /// <summary>Writes the first <paramref name="count"/> lanes, 0 &lt; count &lt; <see cref="Count"/>; memory beyond them is not touched.</summary>
    public static abstract void StorePartial(TSelf value, ref float destination, nuint offset, nuint count);

    /// <summary>a + b.</summary>
    public static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>a - b.</summary>
    public static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>a · b.</summary>
    public static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>a / b, exactly rounded.</summary>
    public static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>-a, also of zeros and NaN.</summary>
    public static abstract TSelf operator -(TSelf a);

    /// <summary>a · b + c: one rounding with fused multiply-add hardware, otherwise two.</summary>
    public static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>sum = a · b + sum, the same bits as <see cref="MultiplyAdd"/>. In a loop over an accumulator it saves the JIT a copy of a register.</summary>
    public static abstract void MultiplyAccumulate(in TSelf a, in TSelf b, ref TSelf sum);

    /// <summary>sum += a · b, where <paramref name="a"/> is used once: the multiplication itself reads it from memory.</summary>
    public static abstract void MultiplyAccumulate(float a, in TSelf b, ref TSelf sum);

    /// <summary>The smaller value. On x86 <paramref name="b"/> when either is NaN; <see cref="VectorMath.Min"/> is NaN then.</summary>
    public static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>The larger value. On x86 <paramref name="b"/> when either is NaN; <see cref="VectorMath.Max"/> is NaN then.</summary>
    public static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>|a|.</summary>
    public static abstract TSelf Abs(TSelf a);

    /// <summary>√a, exactly rounded; NaN below zero.</summary>
    public static abstract TSelf Sqrt(TSelf a);

    /// <summary>The nearest integer, ties to even.</summary>
    public static abstract TSelf Round(TSelf a);

    /// <summary>The largest integer not above a.</summary>
    public static abstract TSelf Floor(TSelf a);

    /// <summary>Lane mask (all bits set where true) of a &gt; b; false for NaN.</summary>
    public static abstract TSelf GreaterThan(TSelf a, TSelf b);

    /// <summary>Lane mask of a ≥ b; false for NaN.</summary>
    public static abstract TSelf GreaterThanOrEqual(TSelf a, TSelf b);

    /// <summary>Lane mask of a &lt; b; false for NaN.</summary>
    public static abstract TSelf LessThan(TSelf a, TSelf b);

    /// <summary>Lane mask of a ≤ b; false for NaN.</summary>
    public static abstract TSelf LessThanOrEqual(TSelf a, TSelf b);

    /// <summary>Lane mask of a = b; false for NaN.</summary>
    public static abstract TSelf Equals(TSelf a, TSelf b);

    /// <summary>Lane mask of a ≠ b; true for NaN.</summary>
    public static abstract TSelf NotEquals(TSelf a, TSelf b);

    /// <summary>Lanes of <paramref name="a"/> where the mask is set, of <paramref name="b"/> elsewhere.</summary>
    public static abstract TSelf Select(TSelf mask, TSelf a, TSelf b);

    /// <summary>Bitwise a and b.</summary>
    public static abstract TSelf And(TSelf a, TSelf b);

    /// <summary>Bitwise a or b.</summary>
    public static abstract TSelf Or(TSelf a, TSelf b);

    /// <summary>Bitwise a and not b.</summary>
    public static abstract TSelf AndNot(TSelf a, TSelf b);

    /// <summary>Bitwise complement.</summary>
    public static abstract TSelf Not(TSelf a);

    /// <summary>Lane mask of the first <paramref name="count"/> lanes, 0 ≤ count ≤ <see cref="Count"/>.</summary>
    public static abstract TSelf FirstLanes(nuint count);

    /// <summary>a · 2ⁿ with one rounding, for finite a of magnitude near 1 and whole n in [-252, 252].</summary>
    public static abstract TSelf ScaleByPowerOfTwo(TSelf a, TSelf n);

    /// <summary>⌊log₂ a⌋ of positive normal a; unspecified for other values.</summary>
    public static abstract TSelf Exponent(TSelf a);

    /// <summary>a · 2^-⌊log₂ a⌋, in [1, 2), of positive normal a; unspecified for other values.</summary>
    public static abstract TSelf Mantissa(TSelf a);

    /// <summary>
    /// Splits x into 2ᵉ·m with m in [¾, 1½) and whole e, also where x is denormal. At 0 m is 1 and e -∞, at ∞ m is 1 and e ∞; m is NaN where x is negative or NaN.
    /// </summary>
    public static abstract void SplitNearOne(TSelf x, out TSelf mantissa, out TSelf exponent);

    /// <summary>Sum of all lanes by a fixed tree: the upper half is added to the lower half until one lane is left.</summary>
    public static abstract float Sum(TSelf a);

    /// <summary>
    /// The sums of four vectors as the four lanes of one result, by a fixed tree that is not that of <see cref="Sum"/>.
    /// </summary>
    public static abstract Simd128 SumFour(TSelf a, TSelf b, TSelf c, TSelf d);

    /// <summary>The largest lane, or NaN if a lane is NaN.</summary>
    public static abstract float MaxAcross(TSelf a);

    /// <summary>The smallest lane, or NaN if a lane is NaN.</summary>
    public static abstract float MinAcross(TSelf a);

    /// <summary>Transposes a square block of <see cref="Count"/> rows and columns; the strides are floats from one row to the next.</summary>
    public static abstract void TransposeBlock(ref float source, nuint sourceStride, ref float destination, nuint destinationStride);
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// Sums of products of floats in double precision, eight at a time. The products are exact, so that it does not matter whether the processor rounds them before
/// the addition: the bits are the same on every processor.
/// </summary>
internal static class ExactProducts
{
    /// <summary>Eight floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Load(ref float values, nuint at) => Vector512.WidenLower(Vector256.LoadUnsafe(ref values, at).ToVector512Unsafe());

    /// <summary>Adds the products of what were floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Add(Vector512<double> sums, Vector512<double> left, Vector512<double> right) => Vector512.MultiplyAddEstimate(left, right, sums);

    /// <summary>The sum of all lanes: the upper half is added to the lower until one is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector512<double> eight)
    {
        Vector256<double> four = eight.GetLower() + eight.GetUpper();
        Vector128<double> two = four.GetLower() + four.GetUpper();
        return two.ToScalar() + two.GetElement(1);
    }
}

using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen;

/// <summary>
/// The Euclidean norm of the wanted gradients. Squares of floats are exact in double precision and are added in an order that depends on
/// the layout alone, so the result is the same for every vector width and number of threads.
/// </summary>
internal static class GlobalNorm
{
    internal static double Of(ReadOnlySpan<float> gradients, ParameterLayout layout, ParameterMask wanted)
    {
        double sum = 0;
        for (int i = 0; i < layout.Count; i++)
        {
            if (wanted[i]) sum += SquareSum(gradients.Slice(layout[i].Offset, layout[i].PaddedSize));
        }

        return Math.Sqrt(sum);
    }

    /// <summary>Sixteen running sums in lane order, halved to one at the end; <paramref name="values"/> is whole 16-float groups.</summary>
    private static double SquareSum(ReadOnlySpan<float> values)
    {
        ref float source = ref MemoryMarshal.GetReference(values);
        Vector512<double> lower = default, upper = default;
        for (nuint i = 0; i < (nuint)values.Length; i += ParameterInfo.Alignment)
        {
            (Vector512<double> low, Vector512<double> high) = Vector512.Widen(Vector512.LoadUnsafe(ref source, i));
            lower += low * low;
            upper += high * high;
        }

        Vector512<double> eight = lower + upper;
        Vector256<double> four = eight.GetLower() + eight.GetUpper();
        Vector128<double> two = four.GetLower() + four.GetUpper();
        return two.ToScalar() + two.GetElement(1);
    }
}

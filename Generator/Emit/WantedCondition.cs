using NetGen.Generator.Kernels;

namespace NetGen.Generator.Emit;

/// <summary>The C# condition under which a step runs that only some gradients or outputs need.</summary>
internal static class WantedCondition
{
    /// <param name="bits">The bits of the gradients and outputs; null for a step that always runs.</param>
    /// <returns>Null for a step that always runs.</returns>
    public static string? Of(IReadOnlyList<int>? bits) => bits is null
        ? null
        : string.Join(" || ", Tests("", bits.Where(b => b < Placement.FirstOutputBit))
            .Concat(Tests("Output", bits.Where(b => b >= Placement.FirstOutputBit).Select(b => b - Placement.FirstOutputBit))));

    private static IEnumerable<string> Tests(string kind, IEnumerable<int> numbers) => Ranges(numbers).Select(r => r.First == r.Last
        ? $"frame.Wants{kind}({CSharpLiterals.Integer(r.First)})"
        : $"frame.WantsAny{kind}({CSharpLiterals.Integer(r.First)}, {CSharpLiterals.Integer(r.Last)})");

    private static IEnumerable<(int First, int Last)> Ranges(IEnumerable<int> numbers)
    {
        var sorted = numbers.Distinct().OrderBy(b => b).ToArray();
        for (var start = 0; start < sorted.Length;)
        {
            var end = start;
            while (end + 1 < sorted.Length && sorted[end + 1] == sorted[end] + 1)
                end++;
            yield return (sorted[start], sorted[end]);
            start = end + 1;
        }
    }
}

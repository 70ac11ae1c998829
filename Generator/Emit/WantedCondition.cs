namespace NetGen.Generator.Emit;

/// <summary>The C# condition under which a step runs that only some gradients need.</summary>
internal static class WantedCondition
{
    /// <param name="bits">The bits of the gradients; null for a step that always runs.</param>
    /// <returns>Null for a step that always runs.</returns>
    public static string? Of(IReadOnlyList<int>? bits) => bits is null
        ? null
        : string.Join(" || ", Ranges(bits).Select(r => r.First == r.Last
            ? $"frame.Wants({CSharpLiterals.Integer(r.First)})"
            : $"frame.WantsAny({CSharpLiterals.Integer(r.First)}, {CSharpLiterals.Integer(r.Last)})"));

    private static IEnumerable<(int First, int Last)> Ranges(IReadOnlyList<int> bits)
    {
        var sorted = bits.Distinct().OrderBy(b => b).ToArray();
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

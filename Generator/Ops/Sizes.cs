using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>Sizes as users give them to a reshape: one may be −1.</summary>
internal static class Sizes
{
    /// <exception cref="DefinitionException">A size is neither positive nor the only −1, or the number of elements changes.</exception>
    public static Shape Resolve(string operation, Shape from, IReadOnlyList<int> sizes)
    {
        var product = 1L;
        var open = -1;
        for (var i = 0; i < sizes.Count; i++)
        {
            if (sizes[i] == -1 && open < 0)
                open = i;
            else if (sizes[i] > 0)
                product *= sizes[i];
            else
                throw Invalid(operation, sizes);
        }

        var count = from.ElementCount;
        if (open < 0 ? product != count : count % product != 0)
            throw new DefinitionException(DiagnosticIds.ReshapeCountDiffers, from, count, Print(sizes), product);
        return Shape.Of([.. sizes.Select(size => size == -1 ? (int)(count / product) : size)]);
    }

    private static DefinitionException Invalid(string operation, IReadOnlyList<int> sizes) =>
        new(DiagnosticIds.ArgumentOutOfRange, operation, "sizes", Print(sizes), "positive numbers and at most one -1");

    private static string Print(IReadOnlyList<int> sizes) => sizes.Count == 0 ? "scalar" : string.Join(" × ", sizes.Select(Literals.Print));
}

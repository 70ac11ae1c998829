using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>
/// Values of different branches of a choice lie side by side in one array: each has rows of its own, and all together no more than all rows chose. So a choice
/// needs as much memory as its widest branch, however many branches there are and however rows are distributed.
/// </summary>
internal static class BranchSharing
{
    /// <summary>The lives of arrays: of single values, and of one value from each branch, of equal width.</summary>
    public static IEnumerable<Life<IReadOnlyList<Node>>> Run(IEnumerable<Life<Node>> lives)
    {
        var ordinals = new Dictionary<(RowSet Rows, int Width), int>();
        return lives.GroupBy(life => Array(life.Value, ordinals)).Select(array => new Life<IReadOnlyList<Node>>(
            [.. array.Select(l => l.Value)], array.Min(l => l.First), array.Max(l => l.Last), array.First().Size));
    }

    // The first value of a width in each branch, the second, …; a value that all rows have is alone. So is memory that does not lie row by row: of a choice
    // among the rows of a branch, and of a recurrence.
    private static (int Value, RowSet? Choice, int Width, int Ordinal) Array(Node value, Dictionary<(RowSet, int), int> ordinals)
    {
        if (value.Type.Rows is not { } rows || value.Op is Route or Scan)
            return (value.Id, null, 0, 0);
        var width = value.Shape.ElementCount;
        ordinals.TryGetValue((rows, width), out var ordinal);
        ordinals[(rows, width)] = ordinal + 1;
        return (-1, rows with { Branch = 0 }, width, ordinal);
    }
}

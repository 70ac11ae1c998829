using NetGen.Generator.Graphs;

namespace NetGen.Generator.Reference;

/// <summary>Which rows took which branch of the choices of a run.</summary>
internal sealed class ReferenceRows(int batch)
{
    private readonly Dictionary<int, List<int>[]> _choices = [];

    /// <summary>Remembers the rows of each branch, by their places among the rows that were to choose.</summary>
    public void Add(int choice, List<int>[] branches) => _choices.Add(choice, branches);

    /// <summary>The places of the rows among those of their parent, in order.</summary>
    public IReadOnlyList<int> Of(RowSet rows) => _choices[rows.Choice][rows.Branch];

    /// <summary>The number of rows; of the whole batch for null.</summary>
    public int Count(RowSet? rows) => rows is null ? batch : Of(rows).Count;
}

namespace NetGen.Generator.Graphs;

/// <summary>
/// Rows on which a value lives that is not there for the whole batch: those that took one branch of a choice. They lie one behind the other, grouped by
/// branch, in the order of the batch within a branch.
/// </summary>
/// <param name="Choice">The number of the choice in its graph.</param>
/// <param name="Branch">The branch, from 0.</param>
/// <param name="Slots">How many rows the choice makes of each row of the batch at most: the product of what every choice on the way takes.</param>
/// <param name="Parent">The rows that were to choose; null for the whole batch.</param>
internal sealed record RowSet(int Choice, int Branch, int Slots, RowSet? Parent)
{
    /// <summary>Whether these rows come from <paramref name="other"/> (null: the whole batch, from which all do), or are it.</summary>
    public bool IsWithin(RowSet? other)
    {
        for (var rows = this; rows is not null; rows = rows.Parent)
        {
            if (rows == other)
                return true;
        }

        return other is null;
    }

    public override string ToString() => $"{Choice}.{Branch}";
}

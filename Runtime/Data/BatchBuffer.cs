namespace NetGen;

/// <summary>Room for one batch: the rows of every slot, gathered from the data set.</summary>
internal sealed class BatchBuffer : IBatchSource
{
    private readonly DataColumn[] _columns;
    private readonly float[][] _floats;
    private readonly int[][] _integers;

    public BatchBuffer(DataColumn[] columns, int batchSize)
    {
        _columns = columns;
        _floats = Array.ConvertAll(columns, column => Room<float>(column, ElementType.Float32, batchSize));
        _integers = Array.ConvertAll(columns, column => Room<int>(column, ElementType.Int32, batchSize));
    }

    /// <summary>Copies the rows at <paramref name="indices"/>.</summary>
    public void Gather(ReadOnlySpan<int> indices)
    {
        for (int slot = 0; slot < _columns.Length; slot++)
        {
            var column = _columns[slot];
            if (column.Type == ElementType.Float32)
                DataColumn.Gather(column.Floats, column.Width, indices, _floats[slot]);
            else
                DataColumn.Gather(column.Integers, column.Width, indices, _integers[slot]);
        }
    }

    public ReadOnlySpan<float> Floats(int slot, int begin, int rows)
    {
        var column = ColumnSource.Checked(_columns, slot, ElementType.Float32);
        return _floats[slot].AsSpan(begin * column.Width, rows * column.Width);
    }

    public ReadOnlySpan<int> Integers(int slot, int begin, int rows)
    {
        var column = ColumnSource.Checked(_columns, slot, ElementType.Int32);
        return _integers[slot].AsSpan(begin * column.Width, rows * column.Width);
    }

    private static T[] Room<T>(DataColumn column, ElementType type, int rows) =>
        column.Type == type ? new T[checked(rows * column.Width)] : [];
}

/// <summary>The rows as they lie in the data set.</summary>
internal sealed class ColumnSource(DataColumn[] columns) : IBatchSource
{
    public ReadOnlySpan<float> Floats(int slot, int begin, int rows)
    {
        var column = Checked(columns, slot, ElementType.Float32);
        return column.Floats.Slice(begin * column.Width, rows * column.Width);
    }

    public ReadOnlySpan<int> Integers(int slot, int begin, int rows)
    {
        var column = Checked(columns, slot, ElementType.Int32);
        return column.Integers.Slice(begin * column.Width, rows * column.Width);
    }

    public static DataColumn Checked(DataColumn[] columns, int slot, ElementType type)
    {
        if ((uint)slot >= (uint)columns.Length)
            throw new ArgumentOutOfRangeException(nameof(slot), slot, $"There is no slot {slot}: the reader was made for {string.Join(", ", columns.Select((column, i) => $"{i} '{column.Name}'"))}.");
        DataColumn found = columns[slot];
        return found.Type == type ? found : throw new InvalidOperationException($"The slot '{found.Name}' holds {found.Type}, not {type}.");
    }
}

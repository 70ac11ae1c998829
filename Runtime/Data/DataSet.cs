namespace NetGen;

/// <summary>
/// Named columns of equal length, in memory: what a network is trained and evaluated on. Columns are bound to the network's
/// inputs and targets by name.
/// </summary>
/// <remarks>
/// <code>
/// var data = new DataSet().Add("x", pixels, 28, 28).Add("label", labels);
/// var (train, test) = data.Split(0.8);
/// </code>
/// The arrays are not copied: a change to them is seen by the data set and by what was cut from it with <see cref="Slice"/> and
/// <see cref="Split"/>. Any float is allowed, NaN too. Reading is thread-safe, <c>Add</c> is not.
/// </remarks>
public sealed class DataSet
{
    private readonly List<DataColumn> _columns = [];

    /// <summary>The number of rows, the same for every column; 0 while there is none.</summary>
    public int Rows => _columns.Count == 0 ? 0 : _columns[0].Rows;

    /// <summary>The columns, in the order they were added.</summary>
    public IReadOnlyList<DataColumn> Columns => _columns;

    /// <summary>The column called <paramref name="name"/>; case matters.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the columns.</exception>
    public DataColumn this[string name] => Find(name)
        ?? throw new ArgumentException($"The data set has no column '{name}'.{NearNames.Hint(name, Names)}", nameof(name));

    /// <summary>Adds a column of floats.</summary>
    /// <param name="name">A name that no column has yet.</param>
    /// <param name="values">All rows one after the other; not copied.</param>
    /// <param name="rowShape">The sizes of one row; without any a row is one number, shape <c>(1)</c>.</param>
    /// <returns>This data set.</returns>
    /// <exception cref="ArgumentException">
    /// The name is taken, a size is not positive, the values do not fill whole rows, or the number of rows differs from the others'.
    /// </exception>
    public DataSet Add(string name, float[] values, params int[] rowShape)
    {
        ArgumentNullException.ThrowIfNull(values);
        var shape = CheckShape(name, rowShape);
        return Add(new DataColumn(name, shape, CountRows(name, values.Length, shape), values));
    }

    /// <summary>Adds a column of integers: class labels or indices.</summary>
    /// <inheritdoc cref="Add(string, float[], int[])"/>
    public DataSet Add(string name, int[] values, params int[] rowShape)
    {
        ArgumentNullException.ThrowIfNull(values);
        var shape = CheckShape(name, rowShape);
        return Add(new DataColumn(name, shape, CountRows(name, values.Length, shape), values));
    }

    /// <summary>The rows in <paramref name="range"/>, without copying values.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range reaches past the last row.</exception>
    public DataSet Slice(Range range)
    {
        var (begin, rows) = range.GetOffsetAndLength(Rows);
        return Map(column => column.Slice(begin, rows));
    }

    /// <summary>
    /// Cuts by position: the first rows and the rest, without copying. Rows in the order of time are thereby split by time, so that the
    /// second part is the future; <see cref="Shuffle"/> first where the order means nothing.
    /// </summary>
    /// <param name="fraction">The share of the first part, in (0, 1); the number of rows is rounded to nearest, at least 1 in each part.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not in (0, 1).</exception>
    /// <exception cref="InvalidOperationException">There are fewer than two rows.</exception>
    public (DataSet First, DataSet Last) Split(double fraction)
    {
        if (!(fraction > 0 && fraction < 1))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "The share of the first part must lie between 0 and 1.");
        if (Rows < 2)
            throw new InvalidOperationException($"A data set of {Rows} row(s) cannot be split in two.");
        int first = Math.Clamp((int)Math.Round(Rows * fraction), 1, Rows - 1);
        return (Slice(..first), Slice(first..));
    }

    /// <summary>A copy of the rows at <paramref name="indices"/>, in that order; a row may be taken more than once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index is negative or not below <see cref="Rows"/>.</exception>
    public DataSet Take(ReadOnlySpan<int> indices)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            if ((uint)indices[i] >= (uint)Rows)
                throw new ArgumentOutOfRangeException(nameof(indices), indices[i], $"Index {i} is {indices[i]}, which is no row: there are {Rows}.");
        }

        var result = new DataSet();
        foreach (var column in _columns)
            result._columns.Add(column.Take(indices));
        return result;
    }

    /// <summary>A copy with the rows in an order that depends on nothing but the number of rows, the seed and the epoch.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="epoch">Any number; a different order for each.</param>
    public DataSet Shuffle(ulong seed, int epoch = 0)
    {
        var order = new int[Rows];
        Permutation.Fill(order, seed, epoch);
        return Take(order);
    }

    /// <summary>The column called <paramref name="name"/>, or null.</summary>
    internal DataColumn? Find(string name) => _columns.Find(column => column.Name == name);

    internal IEnumerable<string> Names => _columns.Select(column => column.Name);

    /// <summary>A data set of what <paramref name="change"/> makes of each column.</summary>
    internal DataSet Map(Func<DataColumn, DataColumn> change)
    {
        var result = new DataSet();
        result._columns.AddRange(_columns.Select(change));
        return result;
    }

    /// <summary>Adds a column of as many rows as the others, under a name that none of them has.</summary>
    internal DataSet Add(DataColumn column)
    {
        if (Find(column.Name) is not null)
            throw new ArgumentException($"The data set already has a column '{column.Name}'.");
        if (_columns.Count > 0 && column.Rows != Rows)
        {
            throw new ArgumentException(
                $"Column '{column.Name}' has {column.Rows} rows of {ShapeText.Format(column.RowShape)}, "
                + $"but '{_columns[0].Name}' has {Rows} rows: every column needs one entry for each row.");
        }

        _columns.Add(column);
        return this;
    }

    private static int[] CheckShape(string name, int[] rowShape)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(rowShape);
        if (Array.Exists(rowShape, size => size <= 0))
            throw new ArgumentException($"Column '{name}': the row shape {ShapeText.Format(rowShape)} has a size that is not positive.");
        return rowShape.Length == 0 ? [1] : [.. rowShape];
    }

    private static int CountRows(string name, int length, int[] rowShape)
    {
        int width = ShapeText.Product(rowShape);
        return length % width == 0
            ? length / width
            : throw new ArgumentException(
                $"Column '{name}': {length} values do not fill whole rows of {ShapeText.Format(rowShape)} = {width} values "
                + $"({length / width} rows and {length % width} values over).");
    }
}

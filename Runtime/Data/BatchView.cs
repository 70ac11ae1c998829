namespace NetGen;

/// <summary>
/// The rows of one batch, valid until the next one is read. Slots are numbered as the tensors that the <see cref="BatchReader"/> was
/// made for: a network's inputs, then its targets.
/// </summary>
public readonly ref struct BatchView
{
    private readonly IBatchSource _source;
    private readonly int _begin;

    internal BatchView(IBatchSource source, int begin, int rows)
    {
        _source = source;
        _begin = begin;
        Rows = rows;
    }

    /// <summary>The number of rows, at least 1; the last batch of an epoch may be smaller than the others.</summary>
    public int Rows { get; }

    private IBatchSource Source => _source ?? throw new InvalidOperationException("the batch has no rows: take one that a BatchReader has read");

    /// <summary>The values of a slot of floats: <see cref="Rows"/> × the width of the slot.</summary>
    /// <exception cref="InvalidOperationException">The slot holds integers, or the batch was not read.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such slot.</exception>
    public ReadOnlySpan<float> Floats(int slot) => Source.Floats(slot, _begin, Rows);

    /// <summary>The values of a slot of integers: <see cref="Rows"/> × the width of the slot.</summary>
    /// <exception cref="InvalidOperationException">The slot holds floats, or the batch was not read.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such slot.</exception>
    public ReadOnlySpan<int> Integers(int slot) => Source.Integers(slot, _begin, Rows);
}

/// <summary>Where the values of a batch lie: in the data set itself, or gathered in a buffer.</summary>
internal interface IBatchSource
{
    public ReadOnlySpan<float> Floats(int slot, int begin, int rows);

    public ReadOnlySpan<int> Integers(int slot, int begin, int rows);
}

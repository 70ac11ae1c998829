namespace NetGen;

/// <summary>
/// Reads a data set in batches, epoch after epoch, with no allocation per batch. What an epoch reads depends on the data, the batch size,
/// the options and the number of the epoch only, so reading can be resumed at any batch of any epoch.
/// </summary>
/// <remarks>
/// <code>
/// using var reader = new BatchReader(data, net.Inputs, batchSize: 128);
/// for (int epoch = 0; epoch &lt; epochs; epoch++)
/// {
///     reader.Start(epoch);
///     while (reader.Read(out var batch))
///         Use(batch.Floats(0), batch.Integers(1));
/// }
/// </code>
/// One thread at a time may use a reader. The data must not be changed while it is read.
/// </remarks>
public sealed class BatchReader : IDisposable
{
    private readonly DataColumn[] _columns;
    private readonly BatchReaderOptions _options;
    private readonly int _rows;
    private readonly int[] _order = [];
    private readonly BatchBuffer[] _buffers = [];
    private readonly ColumnSource _inPlace;
    private readonly Prefetcher? _prefetcher;
    private int _next;
    private bool _isDisposed;

    /// <summary>Binds the columns of <paramref name="data"/> to <paramref name="slots"/> by name; other columns are ignored.</summary>
    /// <param name="data">At least one row.</param>
    /// <param name="slots">What is needed, in the order in which <see cref="BatchView"/> numbers it: a network's <c>Inputs</c>.</param>
    /// <param name="batchSize">The rows of a batch, at least 1.</param>
    /// <param name="options">The order of the rows, what becomes of a smaller last batch, prefetching.</param>
    /// <exception cref="ArgumentException">
    /// A column is missing or has another row shape or element type (every fault is listed), or there are no rows.
    /// </exception>
    public BatchReader(DataSet data, IReadOnlyList<TensorInfo> slots, int batchSize, BatchReaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(slots);
        Require.AtLeast(1, batchSize, nameof(batchSize));
        _columns = SlotBinding.Bind(data, slots);
        _options = options ?? new();
        _rows = data.Rows;
        if (_rows == 0)
            throw new ArgumentException("The data set has no rows.", nameof(data));
        BatchSize = batchSize;
        if (BatchesPerEpoch == 0)
            throw new ArgumentException($"The data set's {_rows} rows do not fill one batch of {batchSize}, and smaller ones are dropped.");
        _inPlace = new(_columns);
        if (_options.Shuffle)
        {
            int room = Math.Min(batchSize, _rows);
            _order = new int[_rows];
            _prefetcher = _options.Prefetch ? new() : null;
            _buffers = _prefetcher is null ? [new(_columns, room)] : [new(_columns, room), new(_columns, room)];
        }

        Start(0);
    }

    /// <summary>The rows of every batch but, perhaps, the last.</summary>
    public int BatchSize { get; }

    /// <summary>The rows of the data set.</summary>
    public int Rows => _rows;

    /// <summary>The number of batches that an epoch reads, at least 1.</summary>
    public int BatchesPerEpoch => _options.DropLast ? _rows / BatchSize : (int)(((long)_rows + BatchSize - 1) / BatchSize);

    /// <summary>The epoch that is being read.</summary>
    public int Epoch { get; private set; }

    /// <summary>The number, within its epoch, of the batch that <see cref="Read"/> gives next.</summary>
    public int NextBatch => _next;

    /// <summary>Goes to a batch of an epoch, leaving what is unread. A new reader stands at batch 0 of epoch 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The batch is negative or above <see cref="BatchesPerEpoch"/>.</exception>
    /// <exception cref="ObjectDisposedException">The reader has been disposed.</exception>
    public void Start(int epoch, int batch = 0)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(batch);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batch, BatchesPerEpoch);
        _prefetcher?.Wait();
        Epoch = epoch;
        _next = batch;
        Permutation.Fill(_order, _options.Seed, epoch);
        RequestNext();
    }

    /// <summary>Gives the next batch of the epoch, valid until the next call.</summary>
    /// <returns>False at the end of the epoch.</returns>
    /// <exception cref="ObjectDisposedException">The reader has been disposed.</exception>
    public bool Read(out BatchView batch)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        batch = default;
        if (_next >= BatchesPerEpoch)
            return false;
        int index = _next++;
        int begin = index * BatchSize;
        int rows = Math.Min(BatchSize, _rows - begin);
        if (!_options.Shuffle)
        {
            batch = new BatchView(_inPlace, begin, rows);
            return true;
        }

        var buffer = BufferOf(index);
        if (_prefetcher is null)
            buffer.Gather(_order.AsSpan(begin, rows));
        else
            _prefetcher.Wait();
        RequestNext();
        batch = new BatchView(buffer, 0, rows);
        return true;
    }

    /// <summary>Ends the background thread, if there is one.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _prefetcher?.Dispose();
    }

    private BatchBuffer BufferOf(int batch) => _buffers[batch % _buffers.Length];

    private void RequestNext()
    {
        if (_prefetcher is null || _next >= BatchesPerEpoch)
            return;
        int begin = _next * BatchSize;
        _prefetcher.Request(BufferOf(_next), _order.AsMemory(begin, Math.Min(BatchSize, _rows - begin)));
    }
}

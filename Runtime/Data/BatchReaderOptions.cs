namespace NetGen;

/// <summary>How a <see cref="BatchReader"/> goes through a data set.</summary>
public sealed record BatchReaderOptions
{
    /// <summary>Whether each epoch has its own random order (default), or the rows are read as they lie, without copying.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>What the random orders depend on, together with the epoch.</summary>
    public ulong Seed { get; init; }

    /// <summary>Whether a last batch smaller than the others is left out; it is kept by default.</summary>
    public bool DropLast { get; init; }

    /// <summary>Whether the next batch is gathered by a background thread meanwhile: the same batches in the same order.</summary>
    public bool Prefetch { get; init; }
}

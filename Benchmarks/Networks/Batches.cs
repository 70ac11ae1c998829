namespace NetGen.Benchmarks.Networks;

/// <summary>The data of a workload: a few batches that are used in turn.</summary>
internal sealed class Batches
{
    private const int Rows = 1024, Most = 64;

    private readonly int _batch;
    private readonly Random _random = new(1);
    private int _next;

    /// <summary>Prepares batches of the given number of rows: many small ones, one large one.</summary>
    public Batches(int batch) => (_batch, Count) = (batch, Math.Clamp(Rows / batch, 1, Most));

    /// <summary>The number of batches.</summary>
    public int Count { get; }

    /// <summary>Numbers spread evenly over [-1, 1).</summary>
    public float[] Values(int width)
    {
        var values = new float[Count * _batch * width];
        foreach (ref var value in values.AsSpan())
            value = (_random.NextSingle() * 2) - 1;
        return values;
    }

    /// <summary>Class numbers below <paramref name="classes"/>, <paramref name="width"/> in a row.</summary>
    public int[] Labels(int classes, int width = 1)
    {
        var labels = new int[Count * _batch * width];
        foreach (ref var label in labels.AsSpan())
            label = _random.Next(classes);
        return labels;
    }

    /// <summary>The number of the batch after the last one.</summary>
    public int Next() => _next = _next + 1 < Count ? _next + 1 : 0;

    /// <summary>The values of one batch.</summary>
    public ReadOnlySpan<T> Take<T>(T[] values, int batch)
    {
        var length = values.Length / Count;
        return values.AsSpan(batch * length, length);
    }
}

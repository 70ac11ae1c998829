namespace NetGen.Benchmarks.Measuring;

/// <summary>Times of one call, in microseconds.</summary>
internal sealed class Samples
{
    private readonly List<double> _values = [];

    /// <summary>Half of the samples are below.</summary>
    public double Median => Quantile(0.5);

    /// <summary>Adds a sample.</summary>
    public void Add(double microseconds) => _values.Add(microseconds);

    /// <summary>The value that the share <paramref name="share"/> of the samples does not exceed, interpolated between neighbours; NaN without samples.</summary>
    public double Quantile(double share)
    {
        if (_values.Count == 0)
            return double.NaN;
        double[] sorted = [.. _values.Order()];
        var position = share * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}

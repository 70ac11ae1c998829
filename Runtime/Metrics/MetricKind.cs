namespace NetGen;

/// <summary>
/// How a metric comes from sums over rows. Generated code computes some values per row; they are summed in double precision, and
/// a kind turns the sums into the metric. A further kind is a further class.
/// </summary>
public abstract class MetricKind
{
    /// <summary>The mean over rows and columns.</summary>
    public static MetricKind Mean { get; } = new MeanMetric();

    /// <summary>The coefficient of determination, averaged over output columns.</summary>
    public static MetricKind R2 { get; } = new R2Metric();

    /// <summary>Whether more is better, where the metric itself does not say.</summary>
    public abstract bool HigherIsBetter { get; }

    /// <summary>The metric.</summary>
    /// <param name="sums">The sum over all rows of each column that generated code wrote.</param>
    /// <param name="rows">The number of rows, at least 1.</param>
    public abstract double Finish(ReadOnlySpan<double> sums, long rows);
}

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

    /// <summary>Right answers among a class's answers, averaged over classes.</summary>
    public static MetricKind Precision { get; } = new ClassMetric((right, answered, _) => (right, answered));

    /// <summary>Right answers among a class's true cases, averaged over classes.</summary>
    public static MetricKind Recall { get; } = new ClassMetric((right, _, actual) => (right, actual));

    /// <summary>The harmonic mean of a class's precision and recall, averaged over classes.</summary>
    public static MetricKind F1 { get; } = new ClassMetric((right, answered, actual) => (2 * right, answered + actual));

    /// <summary>A class's right answers among all of its answers and true cases together, averaged over classes.</summary>
    public static MetricKind MeanIoU { get; } = new ClassMetric((right, answered, actual) => (right, answered + actual - right));

    /// <summary>The root of the mean over rows and columns.</summary>
    public static MetricKind Rmse { get; } = new RootMeanMetric();

    /// <summary>The area under the ROC curve, averaged over output columns.</summary>
    public static MetricKind Auc { get; } = new AucMetric();

    /// <summary>How rows are distributed among experts; reports the share of each, as <c>Load[0]</c>, <c>Load[1]</c>, … beside <c>Load</c>.</summary>
    public static MetricKind Load { get; } = new LoadMetric();

    /// <summary>What experts of a bounded capacity leave out; reports the share of each, as <c>Drops[0]</c>, <c>Drops[1]</c>, … beside <c>Drops</c>.</summary>
    public static MetricKind Drops { get; } = new DropMetric();

    /// <summary>Whether more is better; null where it depends on what the values are.</summary>
    public abstract bool? HigherIsBetter { get; }

    /// <summary>The sums that are kept for so many values per row.</summary>
    internal virtual int StateLength(int columns) => columns;

    /// <summary>Adds rows to the sums, in their order: each column to its own sum, unless a kind says otherwise.</summary>
    /// <param name="values">What generated code wrote, row-major: rows × columns.</param>
    /// <param name="sums">One sum per column.</param>
    public virtual void Accumulate(ReadOnlySpan<float> values, Span<double> sums)
    {
        for (; values.Length >= sums.Length; values = values[sums.Length..])
            for (int column = 0; column < sums.Length; column++)
                sums[column] += values[column];
    }

    /// <summary>The metric.</summary>
    /// <param name="sums">The sums over all rows.</param>
    /// <param name="rows">The number of rows, at least 1.</param>
    public abstract double Finish(ReadOnlySpan<double> sums, long rows);

    /// <summary>What an evaluation says of the metric: the metric by its name, and what belongs to it.</summary>
    /// <param name="name">The metric's name.</param>
    /// <param name="sums">The sums over all rows.</param>
    /// <param name="rows">The number of rows, at least 1.</param>
    public virtual IEnumerable<KeyValuePair<string, double>> Report(string name, double[] sums, long rows)
    {
        yield return KeyValuePair.Create(name, Finish(sums, rows));
    }
}

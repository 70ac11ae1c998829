namespace NetGen;

/// <summary>The mean over rows and columns.</summary>
internal sealed class MeanMetric : MetricKind
{
    public override bool? HigherIsBetter => null;

    public override double Finish(ReadOnlySpan<double> sums, long rows)
    {
        double sum = 0;
        foreach (double column in sums) sum += column;
        return sum / ((double)rows * sums.Length);
    }
}

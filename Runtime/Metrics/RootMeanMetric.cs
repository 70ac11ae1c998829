namespace NetGen;

/// <summary>The root of the mean of the values of all rows and columns: of squared errors, the error in the unit of the target.</summary>
internal sealed class RootMeanMetric : MetricKind
{
    public override bool? HigherIsBetter => false;

    public override double Finish(ReadOnlySpan<double> sums, long rows)
    {
        double total = 0;
        foreach (double sum in sums) total += sum;
        return Math.Sqrt(total / rows / sums.Length);
    }
}

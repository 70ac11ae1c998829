namespace NetGen;

/// <summary>
/// Precision, recall, F1 and intersection over union, averaged over classes. Columns are, for k classes: k counts of right answers, k of answers, k of true cases. A class for which the
/// denominator is 0 counts 0, as in scikit-learn.
/// </summary>
/// <param name="quotient">The metric of one class from its right answers, answers and true cases; what is divided by 0 counts 0.</param>
internal sealed class ClassMetric(Func<double, double, double, (double Numerator, double Denominator)> quotient) : MetricKind
{
    public override bool? HigherIsBetter => true;

    public override double Finish(ReadOnlySpan<double> sums, long rows)
    {
        int classes = sums.Length / 3;
        double total = 0;
        for (int i = 0; i < classes; i++)
        {
            (double numerator, double denominator) = quotient(sums[i], sums[classes + i], sums[2 * classes + i]);
            total += denominator > 0 ? numerator / denominator : 0;
        }

        return total / classes;
    }
}

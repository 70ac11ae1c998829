namespace NetGen;

/// <summary>
/// The coefficient of determination 1 − Σ(y−ŷ)² / Σ(y−ȳ)² of each output column, averaged. Columns are, for k outputs: k of (y−ŷ)², k of y,
/// k of y². A column whose target is constant counts 1 where it is met exactly and 0 otherwise, as in scikit-learn's <c>r2_score</c>.
/// </summary>
internal sealed class R2Metric : MetricKind
{
    // Σy² − (Σy)²/n of a constant target is rounding: at most a unit in the last place of Σy² for each row.
    private const double RoundingPerRow = 2.3e-16;

    public override bool? HigherIsBetter => true;

    public override void Accumulate(ReadOnlySpan<float> values, Span<double> sums)
    {
        int outputs = sums.Length / 3;
        for (; values.Length >= sums.Length; values = values[sums.Length..])
        {
            for (int i = 0; i < outputs; i++)
            {
                double target = values[outputs + i];
                sums[i] += values[i];
                sums[outputs + i] += target;
                // Squared here in double: the float in the third block has lost the digits that are left when the mean is taken off.
                sums[2 * outputs + i] += target * target;
            }
        }
    }

    public override double Finish(ReadOnlySpan<double> sums, long rows)
    {
        int outputs = sums.Length / 3;
        double total = 0;
        for (int i = 0; i < outputs; i++)
        {
            double residual = sums[i], sum = sums[outputs + i], squares = sums[2 * outputs + i];
            double variation = squares - sum * sum / rows;
            bool constant = variation <= RoundingPerRow * rows * squares;
            total += constant ? (residual == 0 ? 1 : 0) : 1 - residual / variation;
        }

        return total / outputs;
    }
}

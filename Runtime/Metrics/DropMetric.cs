using System.Globalization;

namespace NetGen;

/// <summary>The share of choices that experts of a bounded capacity leave out: sums of choices for each of n experts, and behind them what each has room for.</summary>
internal sealed class DropMetric : MetricKind
{
    public override bool? HigherIsBetter => false;

    public override double Finish(ReadOnlySpan<double> sums, long rows)
    {
        double total = 0, dropped = 0;
        foreach (double sum in sums[..^1])
        {
            total += sum;
            dropped += Math.Max(0, sum - sums[^1]);
        }

        return total == 0 ? 0 : dropped / total;
    }

    public override IEnumerable<KeyValuePair<string, double>> Report(string name, double[] sums, long rows) =>
        base.Report(name, sums, rows).Concat(sums[..^1].Select((sum, expert) =>
            KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"{name}[{expert}]"), Math.Max(0, sum - sums[^1]) / rows)));
}

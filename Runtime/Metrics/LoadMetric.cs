using System.Globalization;

namespace NetGen;

/// <summary>The share of each of n experts in the rows, and the largest share as a multiple of the mean one: 1 when rows are spread evenly.</summary>
internal sealed class LoadMetric : MetricKind
{
    public override bool? HigherIsBetter => false;

    public override double Finish(ReadOnlySpan<double> sums, long rows)
    {
        double total = 0, largest = 0;
        foreach (double sum in sums)
        {
            total += sum;
            largest = Math.Max(largest, sum);
        }

        return total == 0 ? 0 : largest * sums.Length / total;
    }

    public override IEnumerable<KeyValuePair<string, double>> Report(string name, double[] sums, long rows) =>
        base.Report(name, sums, rows)
            .Concat(sums.Select((sum, expert) => KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"{name}[{expert}]"), sum / rows)));
}

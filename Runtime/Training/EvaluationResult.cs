using System.Globalization;
using System.Text;

namespace NetGen;

/// <summary>What a network's loss and metrics are on some data.</summary>
public sealed class EvaluationResult
{
    private readonly Dictionary<string, double> _metrics;

    /// <summary>Takes the results of one evaluation.</summary>
    /// <param name="loss">The mean loss per row.</param>
    /// <param name="rows">The number of rows evaluated.</param>
    /// <param name="metrics">Each metric by name, in the order of their definition.</param>
    public EvaluationResult(double loss, long rows, params IEnumerable<KeyValuePair<string, double>> metrics)
    {
        (Loss, Rows) = (loss, rows);
        _metrics = new Dictionary<string, double>(metrics, StringComparer.Ordinal);
    }

    /// <summary>The mean loss per row.</summary>
    public double Loss { get; }

    /// <summary>The number of rows evaluated.</summary>
    public long Rows { get; }

    /// <summary>Each metric by name, in the order of their definition.</summary>
    public IReadOnlyDictionary<string, double> Metrics => _metrics;

    /// <summary>The metric called <paramref name="name"/>; <c>loss</c> is the loss. Upper and lower case are the same.</summary>
    /// <exception cref="KeyNotFoundException">There is no such metric.</exception>
    public double this[string name] => TryGet(name, out double value)
        ? value
        : throw new KeyNotFoundException($"there is no metric '{name}'.{NearNames.Hint(name, _metrics.Keys.Prepend("loss"))}");

    /// <summary>The metric called <paramref name="name"/>, if there is one; <c>loss</c> is the loss.</summary>
    public bool TryGet(string name, out double value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (_metrics.TryGetValue(name, out value)) return true;
        foreach ((string known, double found) in _metrics)
        {
            if (!string.Equals(known, name, StringComparison.OrdinalIgnoreCase)) continue;
            value = found;
            return true;
        }

        value = Loss;
        return string.Equals(name, "loss", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>All results on one line, for example <c>loss 0.41, Mae 1.02 over 1,139 rows</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"loss {Loss:G6}");
        foreach ((string name, double value) in _metrics) text.Append(CultureInfo.InvariantCulture, $", {name} {value:G6}");
        return text.Append(CultureInfo.InvariantCulture, $" over {Rows:N0} rows").ToString();
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// Sums the loss and the per-row values of metrics over batches, in double precision and in the order of rows: the sums do not depend on
/// how rows are cut into batches.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MetricAccumulator
{
    private readonly IReadOnlyList<MetricInfo> _metrics;
    private readonly double[][] _sums;
    private double _loss;

    /// <summary>Starts at zero rows.</summary>
    /// <param name="metrics">The network's metrics.</param>
    public MetricAccumulator(IReadOnlyList<MetricInfo> metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        _metrics = metrics;
        _sums = [.. metrics.Select(metric => new double[metric.Kind.StateLength(metric.Columns)])];
    }

    /// <summary>The rows of all batches so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Adds a batch; its metrics' values follow through <see cref="Add"/>.</summary>
    /// <param name="meanLoss">The mean loss of the batch.</param>
    /// <param name="rows">The rows of the batch.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddBatch(double meanLoss, int rows)
    {
        _loss += meanLoss * rows;
        Rows += rows;
    }

    /// <summary>Adds a batch by the loss of each of its rows; its metrics' values follow through <see cref="Add"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddBatch(ReadOnlySpan<float> losses)
    {
        foreach (float loss in losses) _loss += loss;
        Rows += losses.Length;
    }

    /// <summary>Adds the values of one metric on a batch.</summary>
    /// <param name="metric">The metric's index.</param>
    /// <param name="values">Row-major, rows × the metric's columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int metric, ReadOnlySpan<float> values)
    {
        if (values.Length % _metrics[metric].Columns != 0)
        {
            throw new ArgumentException(
                $"{values.Length} values of metric '{_metrics[metric].Name}' do not fill whole rows of {_metrics[metric].Columns}",
                nameof(values));
        }

        _metrics[metric].Kind.Accumulate(values, _sums[metric]);
    }

    /// <summary>The mean loss per row and all metrics.</summary>
    /// <exception cref="InvalidOperationException">No row was added.</exception>
    public EvaluationResult Finish()
    {
        if (Rows == 0) throw new InvalidOperationException("there are no rows to evaluate; pass at least one");
        return new EvaluationResult(
            _loss / Rows,
            Rows,
            _metrics.SelectMany((metric, i) => metric.Kind.Report(metric.Name, _sums[i], Rows)));
    }

    /// <summary>Back to zero rows.</summary>
    public void Clear()
    {
        foreach (double[] sums in _sums) Array.Clear(sums);
        (_loss, Rows) = (0, 0);
    }
}

using NetGen.Kernels;

namespace NetGen;

/// <summary>Watches one result over epochs: which was best, for how long none was better, and the parameters of the best.</summary>
internal sealed class BestEpoch : IDisposable
{
    private readonly EarlyStopping? _stopping;
    private readonly bool _higherIsBetter;

    internal BestEpoch(INetwork network, EarlyStopping? stopping, bool hasValidation)
    {
        _stopping = stopping;
        Monitor = stopping?.Monitor ?? "loss";
        _higherIsBetter = Direction(network, Monitor, hasValidation, stopping?.HigherIsBetter);
        if (stopping is { RestoreBest: true }) Parameters = new AlignedBuffer(network.Parameters.Layout.Length);
    }

    /// <summary>What is watched: <c>loss</c> or a metric's name.</summary>
    internal string Monitor { get; }

    /// <summary>The best epoch, −1 before the first.</summary>
    internal int Epoch { get; private set; } = -1;

    /// <summary>The best result, NaN before the first.</summary>
    internal double Value { get; private set; } = double.NaN;

    /// <summary>The epochs since the best.</summary>
    internal int Waited { get; private set; }

    /// <summary>The parameters of the best epoch, where they are to be restored.</summary>
    internal AlignedBuffer? Parameters { get; }

    /// <summary>Whether there was no better result for as long as the patience lasts.</summary>
    internal bool ShouldStop => _stopping is not null && Waited >= _stopping.Patience;

    /// <summary>Takes an epoch's result.</summary>
    /// <returns>Whether it is the best so far.</returns>
    internal bool Offer(EpochResult result, ParameterSet parameters)
    {
        double value = result.Validation is { } validation ? validation[Monitor] : result.Loss;
        if (!IsBetter(value))
        {
            Waited++;
            return false;
        }

        (Epoch, Value, Waited) = (result.Epoch, value, 0);
        for (int i = 0; Parameters is not null && i < parameters.Layout.Count; i++) parameters.Values(i).CopyTo(Kept(parameters.Layout[i]));
        return true;
    }

    /// <summary>Gives the network the parameters of the best epoch back, if they are kept and there was one.</summary>
    internal void RestoreInto(ParameterSet parameters)
    {
        if (Parameters is null || Epoch < 0) return;
        for (int i = 0; i < parameters.Layout.Count; i++)
        {
            // What is frozen is the same as ever, and may be in use elsewhere.
            if (parameters.Layout[i].Memory == 0 || parameters.Layout[i].Trainable) Kept(parameters.Layout[i]).CopyTo(parameters.Values(i));
        }

        parameters.MarkChanged();
    }

    private Span<float> Kept(ParameterInfo parameter) => Parameters!.Span.Slice(parameter.Offset, parameter.Size);

    internal void Resume(int epoch, double value, int waited) => (Epoch, Value, Waited) = (epoch, value, waited);

    public void Dispose() => Parameters?.Dispose();

    private bool IsBetter(double value)
    {
        if (double.IsNaN(value)) return false;
        if (double.IsNaN(Value)) return true;
        double delta = _stopping?.MinDelta ?? 0;
        return _higherIsBetter ? value > Value + delta : value < Value - delta;
    }

    private static bool Direction(INetwork network, string monitor, bool hasValidation, bool? asked)
    {
        if (string.Equals(monitor, "loss", StringComparison.OrdinalIgnoreCase)) return asked ?? false;
        MetricInfo? metric = network.Metrics.FirstOrDefault(known => string.Equals(known.Name, monitor, StringComparison.OrdinalIgnoreCase));
        if (metric is null)
        {
            string hint = NearNames.Hint(monitor, network.Metrics.Select(known => known.Name).Prepend("loss"));
            throw new ArgumentException($"EarlyStopping.Monitor is '{monitor}', which is no metric of {network.Name}.{hint}");
        }

        if (!hasValidation)
        {
            throw new ArgumentException(
                $"EarlyStopping.Monitor is '{monitor}', but there are no validation rows; "
                + "set Validation or ValidationFraction, or watch 'loss'");
        }

        return asked ?? metric.HigherIsBetter ?? throw new ArgumentException(
            $"EarlyStopping.Monitor is '{monitor}', which may be an error or a score; set EarlyStopping.HigherIsBetter to true or false");
    }
}

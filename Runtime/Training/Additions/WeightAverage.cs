namespace NetGen;

/// <summary>
/// An exponential moving average of the parameters beside them: average ← average + (1 − decay) · (parameters − average) after each update, as PyTorch's
/// <c>AveragedModel</c> with <c>get_ema_multi_avg_fn</c>; the first update copies them. Its noise is that of about 1 / (1 − decay) updates together.
/// </summary>
/// <param name="Decay">How much of the average stays in an update, at least 0 and below 1.</param>
/// <param name="WarmUp">
/// Whether the decay is at most (1 + n) / (10 + n) in update n, so that early parameters are forgotten soon (TensorFlow's <c>num_updates</c>).
/// </param>
public sealed record WeightAverage(double Decay = 0.999, bool WarmUp = false)
{
    internal string Description => $"average(Decay {FieldText.Write(Decay)}, WarmUp {WarmUp})";

    internal void Validate()
    {
        if (!(Decay >= 0 && Decay < 1))
            throw new ArgumentOutOfRangeException(nameof(Decay), Decay, $"WeightAverage.Decay is {Decay}; it must be at least 0 and below 1");
    }

    /// <summary>How much of the difference to the parameters is added to the average.</summary>
    /// <param name="updates">The updates before this one.</param>
    internal float Weight(long updates)
    {
        if (updates == 0) return 1;
        double decay = WarmUp ? Math.Min(Decay, (1.0 + updates) / (10 + updates)) : Decay;
        return (float)(1 - decay);
    }
}

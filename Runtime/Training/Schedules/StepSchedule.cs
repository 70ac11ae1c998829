namespace NetGen;

/// <summary>Multiplies the rate by <paramref name="Decay"/> after every <paramref name="Epochs"/> epochs.</summary>
/// <param name="Epochs">At least 1.</param>
/// <param name="Decay">At least 0.</param>
public sealed record StepSchedule(int Epochs, double Decay) : Schedule
{
    /// <summary>The epochs between two changes.</summary>
    public int Epochs { get; init; } = Epochs >= 1
        ? Epochs
        : throw new ArgumentOutOfRangeException(nameof(Epochs), Epochs, $"a step schedule over {Epochs} epochs; it needs at least 1");

    /// <inheritdoc/>
    public override double Factor(ScheduleTime time) => Math.Pow(Decay, time.Epoch / Epochs);
}

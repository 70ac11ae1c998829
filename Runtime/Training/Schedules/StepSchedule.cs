namespace NetGen;

/// <summary>Multiplies the rate by <paramref name="Decay"/> after every <paramref name="Epochs"/> epochs.</summary>
/// <param name="Epochs">At least 1.</param>
/// <param name="Decay">At least 0.</param>
public sealed record StepSchedule(int Epochs, double Decay) : Schedule
{
    /// <summary>The epochs between two changes.</summary>
    public int Epochs { get; init => field = RequireEpochs(value); } = RequireEpochs(Epochs);

    /// <summary>What each change multiplies the rate with.</summary>
    public double Decay { get; init => field = RequireDecay(value); } = RequireDecay(Decay);

    /// <inheritdoc/>
    public override double Factor(ScheduleTime time) => Math.Pow(Decay, time.Epoch / Epochs);

    private static int RequireEpochs(int value) => Require.AtLeast(1, value, "StepSchedule.Epochs");

    private static double RequireDecay(double value) => Require.FiniteAtLeast(0, value, "StepSchedule.Decay");
}

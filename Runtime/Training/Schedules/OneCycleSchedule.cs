namespace NetGen;

/// <summary>Up to the optimizer's rate and down to almost nothing, both along cosines, as PyTorch's <c>OneCycleLR</c>.</summary>
/// <param name="Rise">The share of steps that the rise takes, in (0, 1).</param>
/// <param name="StartDivisor">The peak over the first rate, at least 1.</param>
/// <param name="EndDivisor">The first rate over the last, at least 1.</param>
public sealed record OneCycleSchedule(double Rise, double StartDivisor, double EndDivisor) : Schedule
{
    /// <summary>The share of steps that the rise takes.</summary>
    public double Rise { get; init => field = RequireRise(value); } = RequireRise(Rise);

    /// <summary>The peak over the first rate.</summary>
    public double StartDivisor { get; init => field = RequireDivisor(value, nameof(StartDivisor)); } = RequireDivisor(StartDivisor, nameof(StartDivisor));

    /// <summary>The first rate over the last.</summary>
    public double EndDivisor { get; init => field = RequireDivisor(value, nameof(EndDivisor)); } = RequireDivisor(EndDivisor, nameof(EndDivisor));

    /// <inheritdoc/>
    public override double Factor(ScheduleTime time)
    {
        double start = 1 / StartDivisor, last = Math.Max(time.TotalSteps - 1, 1), peak = Math.Max(Rise * time.TotalSteps - 1, 0);
        return time.Step <= peak && peak > 0
            ? CosineSchedule.Anneal(start, 1, time.Step / peak)
            : CosineSchedule.Anneal(1, start / EndDivisor, (time.Step - peak) / Math.Max(last - peak, 1));
    }

    private static double RequireRise(double value) => value is > 0 and < 1
        ? value
        : throw new ArgumentOutOfRangeException(nameof(Rise), value, $"the rise takes {value} of the training; it must lie between 0 and 1");

    private static double RequireDivisor(double value, string name) => Require.FiniteAtLeast(1, value, $"OneCycleSchedule.{name}");
}

namespace NetGen;

/// <summary>A linear rise over the first steps, then another schedule over the rest.</summary>
/// <param name="Then">What follows the rise; its time starts when the rise is over.</param>
/// <param name="Steps">The steps of the rise, at least 0.</param>
public sealed record WarmUpSchedule(Schedule Then, long Steps) : Schedule
{
    /// <summary>The steps of the rise.</summary>
    public long Steps { get; init => field = RequireSteps(value); } = RequireSteps(Steps);

    /// <inheritdoc/>
    public override double Factor(ScheduleTime time)
    {
        var rest = new ScheduleTime(Math.Max(time.Step - Steps, 0), Math.Max(time.TotalSteps - Steps, 1), time.StepsPerEpoch);
        return Then.Factor(rest) * (time.Step < Steps ? (time.Step + 1.0) / Steps : 1);
    }

    private static long RequireSteps(long value) => value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(nameof(Steps), value, $"a warm-up of {value} steps; it must be at least 0");
}

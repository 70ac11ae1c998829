namespace NetGen;

/// <summary>From 1 down to <paramref name="Floor"/> along half a cosine, reached when training ends.</summary>
/// <param name="Floor">The last factor, at least 0.</param>
public sealed record CosineSchedule(double Floor) : Schedule
{
    /// <summary>The last factor.</summary>
    public double Floor { get; init => field = RequireFloor(value); } = RequireFloor(Floor);

    /// <inheritdoc/>
    public override double Factor(ScheduleTime time) => Anneal(1, Floor, time.Progress);

    /// <summary>From <paramref name="start"/> at 0 to <paramref name="end"/> at 1, flat at both.</summary>
    internal static double Anneal(double start, double end, double progress) =>
        end + (start - end) * 0.5 * (1 + Math.Cos(Math.PI * Math.Clamp(progress, 0, 1)));

    private static double RequireFloor(double value) => Require.FiniteAtLeast(0, value, "CosineSchedule.Floor");
}

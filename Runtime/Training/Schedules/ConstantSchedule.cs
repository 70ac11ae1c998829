namespace NetGen;

/// <summary>The optimizer's own learning rate throughout.</summary>
public sealed record ConstantSchedule : Schedule
{
    /// <inheritdoc/>
    public override double Factor(ScheduleTime time) => 1;
}

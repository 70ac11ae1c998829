namespace NetGen;

/// <summary>Where training stands, for a <see cref="Schedule"/>.</summary>
/// <param name="Step">The steps taken so far: 0 for the first step.</param>
/// <param name="TotalSteps">The steps of the whole training, at least 1.</param>
/// <param name="StepsPerEpoch">The steps of one pass over the data, at least 1.</param>
public readonly record struct ScheduleTime(long Step, long TotalSteps, int StepsPerEpoch)
{
    /// <summary>The passes over the data completed so far.</summary>
    public long Epoch => Step / StepsPerEpoch;

    /// <summary>How far training is: 0 at the first step, below 1 at the last, 1 after it.</summary>
    public double Progress => Math.Clamp((double)Step / TotalSteps, 0, 1);
}

/// <summary>How the learning rate changes over training: a factor on the optimizer's own rate, a function of time alone.</summary>
public abstract record Schedule
{
    /// <summary>The optimizer's own learning rate throughout.</summary>
    public static Schedule Constant { get; } = new ConstantSchedule();

    /// <summary>The factor for the step about to be taken, at least 0.</summary>
    public abstract double Factor(ScheduleTime time);

    /// <summary>
    /// Multiplies the rate by <paramref name="factor"/> after every <paramref name="epochs"/> epochs (PyTorch's <c>StepLR</c>).
    /// </summary>
    public static Schedule Step(int epochs, double factor = 0.1) => new StepSchedule(epochs, factor);

    /// <summary>
    /// From 1 down to <paramref name="floor"/> along half a cosine: Loshchilov and Hutter, "SGDR" (2017), without restarts.
    /// </summary>
    public static Schedule Cosine(double floor = 0) => new CosineSchedule(floor);

    /// <summary>
    /// Up to the optimizer's rate during the first <paramref name="rise"/> of training and down to almost nothing in the rest, both along
    /// cosines: Smith and Topin, "Super-convergence" (2019), with the settings of PyTorch's <c>OneCycleLR</c>. The optimizer's rate is the
    /// peak.
    /// </summary>
    /// <param name="rise">The share of steps that the rise takes, in (0, 1).</param>
    /// <param name="startDivisor">The peak over the first rate.</param>
    /// <param name="endDivisor">The first rate over the last.</param>
    public static Schedule OneCycle(double rise = 0.3, double startDivisor = 25, double endDivisor = 1e4) =>
        new OneCycleSchedule(rise, startDivisor, endDivisor);

    /// <summary>
    /// This schedule after a linear rise over the first <paramref name="steps"/> steps, the first of them at 1/<paramref name="steps"/> of
    /// the rate; time for this schedule starts when the rise is over.
    /// </summary>
    public Schedule WarmUp(long steps) => new WarmUpSchedule(this, steps);
}

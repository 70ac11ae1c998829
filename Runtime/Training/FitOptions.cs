namespace NetGen;

/// <summary>Which rows are held out for validation.</summary>
public enum ValidationRows
{
    /// <summary>Rows chosen at random by the seed.</summary>
    Random,

    /// <summary>The last rows: the future, where rows are in the order of time.</summary>
    Last,
}

/// <summary>What <c>Fit</c> does with a batch whose loss or gradient is not finite. Its update is left out either way.</summary>
public enum NonFiniteLossPolicy
{
    /// <summary>Throws <see cref="NonFiniteLossException"/>.</summary>
    Throw,

    /// <summary>Goes on with the next batch.</summary>
    Skip,
}

/// <summary>How <c>Fit</c> trains.</summary>
public sealed record FitOptions
{
    /// <summary>How gradients change parameters.</summary>
    public Optimizer Optimizer { get; init; } = new Adam();

    /// <summary>The passes over the training rows, at least 1.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>The rows of a step, at least 1; the last batch of an epoch may be smaller. More than there are rows: all in one batch.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Whether each epoch has its own random order of rows.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>What the order of rows and the choice of validation rows depend on; null for the network's seed.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Whether a background thread gathers the next batch meanwhile.</summary>
    public bool Prefetch { get; init; }

    /// <summary>The data to validate on after every epoch; null to use <see cref="ValidationFraction"/>.</summary>
    public DataSet? Validation { get; init; }

    /// <summary>The share of rows to hold out for validation, in [0, 1); 0 for none.</summary>
    public double ValidationFraction { get; init; }

    /// <summary>Which rows <see cref="ValidationFraction"/> holds out.</summary>
    public ValidationRows ValidationRows { get; init; } = ValidationRows.Random;

    /// <summary>How the learning rate changes over the whole training.</summary>
    public Schedule Schedule { get; init; } = Schedule.Constant;

    /// <summary>The largest norm of the gradient; longer ones are scaled down. Null for no clipping.</summary>
    public float? ClipNorm { get; init; }

    /// <summary>When to stop before the last epoch; null for never.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Where and when to write checkpoints; null for none.</summary>
    public Checkpointing? Checkpoint { get; init; }

    /// <summary>What to do with a batch whose loss or gradient is not finite.</summary>
    public NonFiniteLossPolicy OnNonFiniteLoss { get; init; } = NonFiniteLossPolicy.Throw;

    /// <summary>Told about every epoch, and about steps as <see cref="ReportEverySteps"/> says.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>The steps between two reports within an epoch; 0 for a report at the end of each epoch only.</summary>
    public int ReportEverySteps { get; init; }

    /// <summary>Threads and frozen parameters.</summary>
    public TrainerOptions Trainer { get; init; } = new();

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Optimizer, "FitOptions.Optimizer");
        ArgumentNullException.ThrowIfNull(Schedule, "FitOptions.Schedule");
        ArgumentNullException.ThrowIfNull(Trainer, "FitOptions.Trainer");
        Require.AtLeast(1, Epochs, "FitOptions.Epochs");
        Require.AtLeast(1, BatchSize, "FitOptions.BatchSize");
        Require.AtLeast(0, ReportEverySteps, "FitOptions.ReportEverySteps");
        if (!(ValidationFraction is >= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(ValidationFraction), ValidationFraction, $"FitOptions.ValidationFraction is {ValidationFraction}; it must be at least 0 and below 1");
        }

        if (Validation is not null && ValidationFraction > 0)
            throw new ArgumentException(
                $"FitOptions has both Validation ({Validation.Rows} rows) and ValidationFraction ({ValidationFraction}); set one of them");
        EarlyStopping?.Validate();
        Checkpoint?.Validate();
    }
}

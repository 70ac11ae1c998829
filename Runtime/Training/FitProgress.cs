namespace NetGen;

/// <summary>Where <c>Fit</c> stands.</summary>
public readonly record struct FitProgress
{
    /// <summary>The epoch, from 0.</summary>
    public required int Epoch { get; init; }

    /// <summary>The epochs that were asked for.</summary>
    public required int Epochs { get; init; }

    /// <summary>The batches done in this epoch.</summary>
    public required int Batch { get; init; }

    /// <summary>The batches of an epoch.</summary>
    public required int Batches { get; init; }

    /// <summary>The steps taken since training began, skipped ones included.</summary>
    public required long Step { get; init; }

    /// <summary>
    /// The mean training loss per row of this epoch so far, over the steps that were not skipped; NaN when there was none.
    /// </summary>
    public required double Loss { get; init; }

    /// <summary>The learning rate of the last step.</summary>
    public required float LearningRate { get; init; }

    /// <summary>The norm of the last step's gradient before clipping; NaN without clipping.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>The steps left out so far since their loss or gradient was not finite.</summary>
    public required long SkippedSteps { get; init; }

    /// <summary>The results on the validation rows at the end of an epoch; null within it, and without such rows.</summary>
    public EvaluationResult? Validation { get; init; }

    /// <summary>Whether this epoch's result is the best so far; set at the end of an epoch.</summary>
    public bool IsBest { get; init; }

    /// <summary>Whether the epoch is complete.</summary>
    public bool IsEpochEnd { get; init; }

    /// <summary>The time since <c>Fit</c> was called.</summary>
    public required TimeSpan Elapsed { get; init; }
}

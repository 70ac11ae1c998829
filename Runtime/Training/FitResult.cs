namespace NetGen;

/// <summary>Why <c>Fit</c> returned.</summary>
public enum FitStop
{
    /// <summary>All epochs were done.</summary>
    Completed,

    /// <summary>The validation result no longer got better.</summary>
    EarlyStopped,

    /// <summary>The caller asked for it.</summary>
    Cancelled,
}

/// <summary>What one epoch came to.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Loss">The mean training loss per row during the epoch.</param>
/// <param name="Validation">The results on the validation rows after it; null without such rows.</param>
/// <param name="LearningRate">The learning rate of its last step.</param>
public sealed record EpochResult(int Epoch, double Loss, EvaluationResult? Validation, float LearningRate);

/// <summary>What <c>Fit</c> came to.</summary>
/// <param name="Stop">Why it returned.</param>
/// <param name="History">Every completed epoch, those before a checkpoint that it resumed from included.</param>
/// <param name="BestEpoch">The epoch with the best watched result, from 0; −1 when none was completed.</param>
/// <param name="BestValue">That result; NaN when no epoch was completed.</param>
/// <param name="Steps">The steps since training began, skipped ones included.</param>
/// <param name="SkippedSteps">The steps left out since their loss or gradient was not finite.</param>
/// <param name="Elapsed">The time that this call took.</param>
public sealed record FitResult(
    FitStop Stop, IReadOnlyList<EpochResult> History, int BestEpoch, double BestValue, long Steps, long SkippedSteps, TimeSpan Elapsed);

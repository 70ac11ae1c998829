namespace NetGen;

/// <summary>Where a training run stands between two steps, beside what the trainer knows.</summary>
internal sealed class FitPosition
{
    /// <summary>The epoch to go on with.</summary>
    public int Epoch { get; set; }

    /// <summary>The batches of it that are done.</summary>
    public int Batch { get; set; }

    /// <summary>The sum of the loss over the rows of this epoch so far.</summary>
    public double LossSum { get; set; }

    /// <summary>The rows that <see cref="LossSum"/> is over.</summary>
    public long LossRows { get; set; }

    /// <summary>The learning rate of the last step.</summary>
    public float LearningRate { get; set; }

    /// <summary>The completed epochs.</summary>
    public List<EpochResult> History { get; } = [];

    /// <summary>The mean loss per row of this epoch so far.</summary>
    public double MeanLoss => LossSum / LossRows;

    public void NextEpoch() => (Epoch, Batch, LossSum, LossRows) = (Epoch + 1, 0, 0, 0);
}

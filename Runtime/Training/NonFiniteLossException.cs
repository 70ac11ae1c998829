namespace NetGen;

/// <summary>A training step's loss or gradient was NaN or infinite. The parameters are as they were before that step.</summary>
public sealed class NonFiniteLossException : ArithmeticException
{
    internal NonFiniteLossException(long step, int epoch, int batch, float loss, float learningRate)
        : base($"the loss is {loss} at step {step} (epoch {epoch}, batch {batch}) or its gradient is not finite; "
            + "the parameters are as before that step. "
            + $"Look for NaN, huge values or labels that are no class in the data, lower the learning rate (now {learningRate}), set FitOptions.ClipNorm, "
            + "or set FitOptions.OnNonFiniteLoss to Skip to leave such batches out")
    {
        (Step, Epoch, Batch, Loss) = (step, epoch, batch, loss);
    }

    /// <summary>The step, counted over the whole training from 1.</summary>
    public long Step { get; }

    /// <summary>The epoch, from 0.</summary>
    public int Epoch { get; }

    /// <summary>The batch in its epoch, from 0.</summary>
    public int Batch { get; }

    /// <summary>The loss of the batch.</summary>
    public float Loss { get; }
}

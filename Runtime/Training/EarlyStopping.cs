namespace NetGen;

/// <summary>Ends training when the validation result no longer gets better.</summary>
public sealed record EarlyStopping
{
    /// <summary>What is watched: <c>loss</c> or a metric's name, on the validation rows; without such rows the training loss.</summary>
    public string Monitor { get; init; } = "loss";

    /// <summary>The epochs without a better result after which training ends, at least 1.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>A result is better when it is better by more than this, at least 0.</summary>
    public double MinDelta { get; init; }

    /// <summary>
    /// Whether more is better: true for an accuracy, false for an error. May be null for the loss and for R², which are known.
    /// </summary>
    public bool? HigherIsBetter { get; init; }

    /// <summary>Whether the network gets the parameters of the best epoch back when training ends, however it ends.</summary>
    public bool RestoreBest { get; init; } = true;

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Monitor);
        Require.AtLeast(1, Patience, "EarlyStopping.Patience");
        Require.FiniteAtLeast(0, MinDelta, "EarlyStopping.MinDelta");
    }
}

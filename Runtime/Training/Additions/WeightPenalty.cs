namespace NetGen;

/// <summary>
/// A term L1 · Σ|w| + L2 · Σw² over the parameters that a pattern matches, added to the loss as Keras' <c>kernel_regularizer</c>: the loss of a step contains it,
/// and the gradient before clipping. Terms of several penalties that match a parameter add up.
/// </summary>
/// <remarks>
/// With <see cref="Sgd"/> a weight decay of λ is the gradient of λ/2 · Σw², so L2 = λ/2 without a share in the loss. Optimizers that scale gradients, such as
/// <see cref="Adam"/>, scale those of penalties too; the decay of <see cref="AdamW"/> is not scaled.
/// </remarks>
/// <param name="Pattern">A parameter's name; <c>*</c> is any text, <c>?</c> any character, for example <c>*.kernel</c>.</param>
public sealed record WeightPenalty(string Pattern)
{
    /// <summary>The factor of the magnitudes, at least 0: draws weights that matter little to zero, around which they stay within a step.</summary>
    public double L1 { get; init; }

    /// <summary>The factor of the squares, at least 0: keeps weights small.</summary>
    public double L2 { get; init; }

    internal string Description => $"penalty {Pattern}(L1 {FieldText.Write(L1)}, L2 {FieldText.Write(L2)})";

    internal void Validate()
    {
        Require(L1, nameof(L1));
        Require(L2, nameof(L2));
    }

    private void Require(double value, string name)
    {
        if (!(value >= 0 && double.IsFinite(value)))
            throw new ArgumentOutOfRangeException(name, value, $"WeightPenalty(\"{Pattern}\").{name} is {value}; it must be at least 0 and finite");
    }
}

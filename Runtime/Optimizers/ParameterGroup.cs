namespace NetGen;

/// <summary>
/// Settings of the parameters that a pattern matches, where they differ from the optimizer's: no weight decay for biases, a smaller step for a trunk that is
/// already trained. Where several groups match a parameter, the last one applies.
/// </summary>
/// <param name="Pattern">A parameter's name; <c>*</c> is any text, <c>?</c> any character, for example <c>*.bias</c>.</param>
public sealed record ParameterGroup(string Pattern)
{
    /// <summary>What the learning rate of every step is multiplied with, at least 0.</summary>
    public float LearningRateFactor { get; init; } = 1;

    /// <summary>The weight decay's factor λ, at least 0, instead of the optimizer's; null for the optimizer's.</summary>
    public double? WeightDecay { get; init; }

    internal string Description =>
        $"{Pattern}(LearningRateFactor {FieldText.Write((double)LearningRateFactor)}"
        + (WeightDecay is { } decay ? $", WeightDecay {FieldText.Write(decay)})" : ")");

    /// <summary>Throws when a setting is out of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    internal void Validate()
    {
        Require(LearningRateFactor, nameof(LearningRateFactor));
        Require(WeightDecay ?? 0, nameof(WeightDecay));
    }

    private void Require(double value, string name)
    {
        if (!(value >= 0 && double.IsFinite(value)))
            throw new ArgumentOutOfRangeException(name, value, $"ParameterGroup(\"{Pattern}\").{name} is {value}; it must be at least 0 and finite");
    }
}

using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// How gradients change parameters: an immutable description. What changes during training is in <see cref="OptimizerState"/>.
/// </summary>
/// <param name="LearningRate">The step size, at least 0; a <see cref="Schedule"/> multiplies it.</param>
public abstract record Optimizer(float LearningRate)
{
    /// <summary>The names of the state buffers, each as long as the parameters; at most two.</summary>
    internal abstract IReadOnlyList<string> Buffers { get; }

    /// <summary>Every setting but the learning rate.</summary>
    internal abstract IReadOnlyList<(string Name, double Value)> Settings { get; }

    /// <summary>Kind and settings, the same text in every culture: what a checkpoint must agree with.</summary>
    internal string Description
    {
        get
        {
            IEnumerable<string> settings = Settings.Select(setting => $", {setting.Name} {FieldText.Write(setting.Value)}");
            return $"{GetType().Name}(LearningRate {FieldText.Write(LearningRate)}{string.Concat(settings)})";
        }
    }

    /// <summary>Throws when a setting is out of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    internal virtual void Validate() => RequireNonNegative(LearningRate, nameof(LearningRate));

    /// <summary>The same with another factor λ of the weight decay, as a <see cref="ParameterGroup"/> may ask.</summary>
    internal abstract Optimizer WithWeightDecay(double decay);

    /// <summary>
    /// Whether a step depends on the norms of a whole parameter: the update then writes its direction to <see cref="UpdateTarget.Directions"/> instead of
    /// changing parameters, and <see cref="LayerwiseStep"/> takes the step.
    /// </summary>
    internal virtual bool IsLayerwise => false;

    /// <summary>Puts the update of parameters that have seen the same number of steps into <paramref name="memory"/>.</summary>
    /// <returns>The <see cref="UpdatePass{TUpdate}"/> that applies it to stored gradients.</returns>
    internal abstract unsafe delegate*<in Frame, void> Prepare(in UpdateTarget target, UpdateMemory memory);

    private protected void RequireNonNegative(double value, string name)
    {
        if (!(value >= 0 && double.IsFinite(value)))
            throw new ArgumentOutOfRangeException(name, value, $"{GetType().Name}.{name} is {value}; it must be at least 0 and finite");
    }

    private protected void RequireFraction(double value, string name)
    {
        if (!(value >= 0 && value < 1))
            throw new ArgumentOutOfRangeException(name, value, $"{GetType().Name}.{name} is {value}; it must be at least 0 and below 1");
    }
}

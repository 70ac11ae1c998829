namespace NetGen;

/// <summary>What one update works on: the flat buffers, at the first parameter to update, and what varies from step to step.</summary>
internal readonly unsafe struct UpdateTarget
{
    public required float* Parameters { get; init; }

    /// <summary>The optimizer's first state buffer, or null.</summary>
    public float* First { get; init; }

    /// <summary>The optimizer's second state buffer, or null.</summary>
    public float* Second { get; init; }

    /// <summary>Where a layerwise optimizer puts the direction of the step; null for others.</summary>
    public float* Directions { get; init; }

    public required float LearningRate { get; init; }

    /// <summary>What gradients are multiplied with before anything else: 1, or less when the gradient is clipped.</summary>
    public required float GradientScale { get; init; }

    /// <summary>The number of updates including this one: 1 at first.</summary>
    public required long Step { get; init; }
}

namespace NetGen;

/// <summary>What one fused update works on: floats of the flat buffers, whole 16-float groups.</summary>
internal readonly ref struct OptimizerRange
{
    public required Span<float> Parameters { get; init; }

    public required ReadOnlySpan<float> Gradients { get; init; }

    /// <summary>The first state buffer, or empty.</summary>
    public Span<float> First { get; init; }

    /// <summary>The second state buffer, or empty.</summary>
    public Span<float> Second { get; init; }

    public int Length => Parameters.Length;

    public required float LearningRate { get; init; }

    /// <summary>What gradients are multiplied with before anything else: 1, or less when the gradient is clipped.</summary>
    public required float GradientScale { get; init; }

    /// <summary>The number of updates including this one: 1 at first.</summary>
    public required long Step { get; init; }
}

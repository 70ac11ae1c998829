namespace NetGen;

/// <summary>Uniform in [−<paramref name="Limit"/>, <paramref name="Limit"/>).</summary>
/// <param name="Limit">The bound, at least 0.</param>
public sealed record UniformInitializer(float Limit) : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, IReadOnlyList<int> shape, CounterRandom random) =>
        random.FillUniform(values, -Limit, Limit);
}

namespace NetGen;

/// <summary>Normal with mean 0 and the given standard deviation.</summary>
/// <param name="StandardDeviation">The standard deviation, at least 0.</param>
public sealed record NormalInitializer(float StandardDeviation) : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, IReadOnlyList<int> shape, CounterRandom random) =>
        random.FillNormal(values, 0f, StandardDeviation);
}

namespace NetGen;

/// <summary>Every value is <paramref name="Value"/>.</summary>
/// <param name="Value">The value of every element.</param>
public sealed record ConstantInitializer(float Value) : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, IReadOnlyList<int> shape, CounterRandom random) => values.Fill(Value);
}

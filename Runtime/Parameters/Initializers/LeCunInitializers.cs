namespace NetGen;

/// <summary>Uniform in ±√(3 / fan in): LeCun, Bottou, Orr and Müller, "Efficient BackProp" (1998).</summary>
public sealed record LeCunUniformInitializer : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, IReadOnlyList<int> shape, CounterRandom random)
    {
        float limit = (float)Math.Sqrt(3 / Fans.Of(shape).In);
        random.FillUniform(values, -limit, limit);
    }
}

/// <summary>Normal with variance 1 / fan in: LeCun et al. (1998); with it SELU networks normalise themselves. Not truncated.</summary>
public sealed record LeCunNormalInitializer : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, IReadOnlyList<int> shape, CounterRandom random) =>
        random.FillNormal(values, 0f, (float)Math.Sqrt(1 / Fans.Of(shape).In));
}

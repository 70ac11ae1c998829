namespace NetGen;

/// <summary>Uniform in ±√(6 / fan in): He, Zhang, Ren and Sun, "Delving deep into rectifiers" (2015).</summary>
public sealed record HeUniformInitializer : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, IReadOnlyList<int> shape, CounterRandom random)
    {
        float limit = (float)Math.Sqrt(6 / Fans.Of(shape).In);
        random.FillUniform(values, -limit, limit);
    }
}

/// <summary>Normal with variance 2 / fan in: He et al. (2015). Not truncated, as in PyTorch.</summary>
public sealed record HeNormalInitializer : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, IReadOnlyList<int> shape, CounterRandom random) =>
        random.FillNormal(values, 0f, (float)Math.Sqrt(2 / Fans.Of(shape).In));
}

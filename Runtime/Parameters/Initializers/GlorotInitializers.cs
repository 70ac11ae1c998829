namespace NetGen;

/// <summary>
/// Uniform in ±√(6 / (fan in + fan out)): Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks"
/// (2010).
/// </summary>
public sealed record GlorotUniformInitializer : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, IReadOnlyList<int> shape, CounterRandom random)
    {
        Fans fans = Fans.Of(shape);
        float limit = (float)Math.Sqrt(6 / (fans.In + fans.Out));
        random.FillUniform(values, -limit, limit);
    }
}

/// <summary>Normal with variance 2 / (fan in + fan out): Glorot and Bengio (2010). Not truncated, as in PyTorch.</summary>
public sealed record GlorotNormalInitializer : Initializer
{
    /// <inheritdoc/>
    public override void Fill(Span<float> values, IReadOnlyList<int> shape, CounterRandom random)
    {
        Fans fans = Fans.Of(shape);
        random.FillNormal(values, 0f, (float)Math.Sqrt(2 / (fans.In + fans.Out)));
    }
}

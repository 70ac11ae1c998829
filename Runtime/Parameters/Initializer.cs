namespace NetGen;

/// <summary>
/// How a parameter gets its first values. Values are drawn from a stream keyed by the network's seed and the parameter's name, so they
/// depend on neither the order of the layers nor the other parameters.
/// </summary>
public abstract record Initializer
{
    /// <summary>All zeros: the usual start of a bias.</summary>
    public static Initializer Zeros { get; } = new ConstantInitializer(0f);

    /// <summary>All ones: the usual start of a scale.</summary>
    public static Initializer Ones { get; } = new ConstantInitializer(1f);

    /// <summary>Uniform in ±√(6 / (fan in + fan out)): Glorot and Bengio (2010), for tanh, sigmoid and linear layers.</summary>
    public static Initializer GlorotUniform { get; } = new GlorotUniformInitializer();

    /// <summary>Normal with variance 2 / (fan in + fan out): Glorot and Bengio (2010).</summary>
    public static Initializer GlorotNormal { get; } = new GlorotNormalInitializer();

    /// <summary>Uniform in ±√(6 / fan in): He et al. (2015), for ReLU and its relatives.</summary>
    public static Initializer HeUniform { get; } = new HeUniformInitializer();

    /// <summary>Normal with variance 2 / fan in: He et al. (2015), for ReLU and its relatives.</summary>
    public static Initializer HeNormal { get; } = new HeNormalInitializer();

    /// <summary>Uniform in ±√(3 / fan in): LeCun et al. (1998).</summary>
    public static Initializer LeCunUniform { get; } = new LeCunUniformInitializer();

    /// <summary>Normal with variance 1 / fan in: LeCun et al. (1998), for SELU.</summary>
    public static Initializer LeCunNormal { get; } = new LeCunNormalInitializer();

    /// <summary>
    /// A random orthogonal matrix: orthonormal columns, or rows where there are fewer rows than columns (Saxe et al., 2014).
    /// </summary>
    public static Initializer Orthogonal { get; } = new OrthogonalInitializer(1f);

    /// <summary>Every value is <paramref name="value"/>.</summary>
    public static Initializer Constant(float value) => new ConstantInitializer(value);

    /// <summary>Normal with mean 0 and the given standard deviation.</summary>
    public static Initializer Normal(float standardDeviation) => new NormalInitializer(standardDeviation);

    /// <summary>Uniform in [−<paramref name="limit"/>, <paramref name="limit"/>).</summary>
    public static Initializer Uniform(float limit) => new UniformInitializer(limit);

    /// <summary>Writes the first values of a parameter.</summary>
    /// <param name="values">The parameter, row-major; its length is the product of <paramref name="shape"/>.</param>
    /// <param name="shape">The parameter's shape; the last axis is the outputs, the one before it the inputs.</param>
    /// <param name="random">The parameter's own stream.</param>
    public abstract void Fill(Span<float> values, IReadOnlyList<int> shape, CounterRandom random);
}

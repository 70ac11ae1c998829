using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function and activation.</summary>
internal sealed class SeluFunction : UnaryFunction
{
    /// <summary>The slope for positive elements.</summary>
    public const float Scale = 1.05070099f;

    /// <summary>Very negative elements approach −Scale · Alpha.</summary>
    public const float Alpha = 1.67326324f;

    public override string Name => "Selu";

    public override string Label => "SELU";

    public override string Summary =>
        "Scaled exponential linear unit: in a deep stack of dense layers it keeps mean 0 and variance 1, if kernels start with LeCun's normal distribution.";

    public override string Formula =>
        "1.0507 · (x where x > 0, else 1.6733 · (exp(x) − 1)); Klambauer et al. (2017)";

    public override int? ActivationNumber => 12;

    public override string KernelStart => "LeCunNormal";

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) =>
        builder.Times(builder.Add(new Elu(Alpha), x), Scale);
}

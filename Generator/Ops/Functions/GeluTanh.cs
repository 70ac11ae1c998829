using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function and activation.</summary>
internal sealed class GeluTanhFunction : UnaryFunction
{
    public override string Name => "GeluTanh";

    public override string Label => "GELU (tanh)";

    public override string Summary => "Gaussian error linear unit in the approximation by tanh that some published weights were trained with.";

    public override string Formula =>
        "x · (1 + tanh(√(2/π) · (x + 0.044715 · x³))) / 2; Hendrycks and Gimpel (2016)";

    public override int? ActivationNumber => 13;

    public override string KernelStart => "HeUniform";

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments)
    {
        const float RootTwoOverPi = 0.797884561f;
        const float Cubic = 0.044715f;
        var slope = builder.Plus(builder.Times(builder.Add(new Square(), x), RootTwoOverPi * Cubic), RootTwoOverPi);
        var tanh = builder.Add(new Tanh(), builder.Times(x, slope));
        return builder.Times(x, builder.Plus(builder.Times(tanh, 0.5f), 0.5f));
    }
}

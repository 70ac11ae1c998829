using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function and activation.</summary>
internal sealed class GeluFunction : UnaryFunction
{
    public override string Name => "Gelu";

    public override string Label => "GELU";

    public override string Summary => "Gaussian error linear unit, in its exact form.";

    public override string Formula => "x · Φ(x) = x · (1 + erf(x/√2)) / 2; Hendrycks and Gimpel (2016)";

    public override int? ActivationNumber => 9;

    public override string KernelStart => "HeUniform";

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments)
    {
        const float InverseRootTwo = 0.70710678f;
        var erf = builder.Add(new Erf(), builder.Times(x, InverseRootTwo));
        var probability = builder.Plus(builder.Times(erf, 0.5f), 0.5f);
        return builder.Times(x, probability);
    }
}

using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function and activation.</summary>
internal sealed class CeluFunction : UnaryFunction
{
    public override string Name => "Celu";

    public override string Label => "CELU";

    public override string Summary => "Exponential linear unit whose slope at 0 is 1 for every alpha.";

    public override string Formula => "x where x > 0, else alpha · (exp(x / alpha) − 1); Barron (2017)";

    public override IReadOnlyList<FunctionParameter> Parameters =>
        [X, new(ParameterKind.Float, "alpha", "The limit for very negative elements is −alpha; positive.", "1f")];

    public override int? ActivationNumber => 20;

    public override string KernelStart => "HeUniform";

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments)
    {
        var alpha = arguments.Float(1);
        if (!(alpha > 0))
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, Name, "alpha", Literals.Print(alpha), "positive");
        var scaled = alpha == 1 ? x : builder.Over(x, builder.Constant(alpha));
        var elu = builder.Add(new Elu(1), scaled);
        return alpha == 1 ? elu : builder.Times(elu, alpha);
    }
}

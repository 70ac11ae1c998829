using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>eˣ.</summary>
internal sealed record Exp : UnaryOp
{
    public override string Mnemonic => "exp";

    protected override double Apply(double x) => Math.Exp(x);

    protected override string Emit(string x) => $"global::NetGen.Kernels.VectorMath.Exp({x})";

    public override void Differentiate(GradientContext context) =>
        context.Accumulate(0, context.Builder.Times(context.Adjoint, context.Node));
}

/// <summary>The function.</summary>
internal sealed class ExpFunction : UnaryFunction
{
    public override string Name => "Exp";

    public override string Summary => "Exponential function.";

    public override string Formula => "exp(x)";

    public override int? ActivationNumber => 26;

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) => builder.Add(new Exp(), x);
}

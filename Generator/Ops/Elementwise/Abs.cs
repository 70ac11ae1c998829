using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>|x|.</summary>
internal sealed record Abs : UnaryOp
{
    public override string Mnemonic => "abs";

    protected override double Apply(double x) => Math.Abs(x);

    protected override string Emit(string x) => $"V.Abs({x})";

    public override void Differentiate(GradientContext context) =>
        context.Accumulate(0, context.Builder.Times(context.Adjoint, context.Builder.Add(new Sign(), context.Input(0))));
}

/// <summary>The function.</summary>
internal sealed class AbsFunction : UnaryFunction
{
    public override string Name => "Abs";

    public override string Summary => "Absolute value.";

    public override string Formula => "|x|; the derivative at 0 is 0";

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) => builder.Add(new Abs(), x);
}

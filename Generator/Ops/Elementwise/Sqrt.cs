using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The square root.</summary>
internal sealed record Sqrt : UnaryOp
{
    public override string Mnemonic => "sqrt";

    protected override double Apply(double x) => Math.Sqrt(x);

    protected override string Emit(string x) => $"V.Sqrt({x})";

    // d√x/dx = 1 / (2√x), from the output.
    public override void Differentiate(GradientContext context) =>
        context.Accumulate(0, context.Builder.Over(context.Builder.Times(context.Adjoint, 0.5f), context.Node));
}

/// <summary>The function.</summary>
internal sealed class SqrtFunction : UnaryFunction
{
    public override string Name => "Sqrt";

    public override string Summary => "Square root.";

    public override string Formula => "√x; NaN below 0";

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) => builder.Add(new Sqrt(), x);
}

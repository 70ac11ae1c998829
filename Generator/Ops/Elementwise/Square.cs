using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>x².</summary>
internal sealed record Square : UnaryOp
{
    public override string Mnemonic => "square";

    protected override double Apply(double x) => x * x;

    protected override string Emit(string x) => $"{x} * {x}";

    public override void Differentiate(GradientContext context) =>
        context.Accumulate(0, context.Builder.Times(context.Adjoint, context.Builder.Times(context.Input(0), 2)));
}

/// <summary>The function.</summary>
internal sealed class SquareFunction : UnaryFunction
{
    public override string Name => "Square";

    public override string Summary => "Square.";

    public override string Formula => "x²";

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) => builder.Add(new Square(), x);
}

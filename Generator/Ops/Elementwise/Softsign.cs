using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>x / (1 + |x|).</summary>
internal sealed record Softsign : UnaryOp
{
    public override string Mnemonic => "softsign";

    protected override double Apply(double x) => x / (1 + Math.Abs(x));

    protected override string Emit(string x) => $"{x} / (V.Create(1f) + V.Abs({x}))";

    // The derivative 1 / (1 + |x|)² is (1 − |y|)²: the output, which is kept anyway, is enough.
    public override void Differentiate(GradientContext context)
    {
        var builder = context.Builder;
        var root = builder.Minus(builder.Constant(1), builder.Add(new Abs(), context.Node));
        context.Accumulate(0, builder.Times(context.Adjoint, builder.Add(new Square(), root)));
    }
}

/// <summary>The function and activation.</summary>
internal sealed class SoftsignFunction : UnaryFunction
{
    public override string Name => "Softsign";

    public override string Summary => "Like tanh, but it approaches ±1 as slowly as 1/x.";

    public override string Formula => "x / (1 + |x|); Turian, Bergstra and Bengio (2009)";

    public override int? ActivationNumber => 11;

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) => builder.Add(new Softsign(), x);
}

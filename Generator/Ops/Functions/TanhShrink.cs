using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function and activation.</summary>
internal sealed class TanhShrinkFunction : UnaryFunction
{
    public override string Name => "TanhShrink";

    public override string Label => "tanh shrink";

    public override string Summary => "What the hyperbolic tangent takes away.";

    public override string Formula => "x − tanh(x)";

    public override int? ActivationNumber => 23;

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) =>
        builder.Minus(x, builder.Add(new Tanh(), x));
}

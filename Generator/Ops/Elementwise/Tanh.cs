using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The hyperbolic tangent.</summary>
internal sealed record Tanh : UnaryOp
{
    public override string Mnemonic => "tanh";

    protected override double Apply(double x) => Math.Tanh(x);

    protected override string Emit(string x) => $"global::NetGen.Kernels.VectorMath.Tanh({x})";

    // 1 − y², from the output.
    public override void Differentiate(GradientContext context)
    {
        var builder = context.Builder;
        var slope = builder.Minus(builder.Constant(1), builder.Add(new Square(), context.Node));
        context.Accumulate(0, builder.Times(context.Adjoint, slope));
    }
}

/// <summary>The function and activation.</summary>
internal sealed class TanhFunction : UnaryFunction
{
    public override string Name => "Tanh";

    public override string Label => "tanh";

    public override string Summary => "Hyperbolic tangent: squashes to (−1, 1).";

    public override string Formula => "(exp(x) − exp(−x)) / (exp(x) + exp(−x))";

    public override int? ActivationNumber => 3;

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) => builder.Add(new Tanh(), x);
}

using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The cos of x.</summary>
internal sealed record Cos : UnaryOp
{
    public override string Mnemonic => "cos";

    protected override double Apply(double x) => Math.Cos(x);

    protected override string Emit(string x) => $"global::NetGen.Kernels.VectorMath.Cos({x})";

    public override void Differentiate(GradientContext context) =>
        context.Accumulate(0, context.Builder.Negate(context.Builder.Times(context.Adjoint, context.Builder.Add(new Sin(), context.Input(0)))));
}

/// <summary>The function.</summary>
internal sealed class CosFunction : UnaryFunction
{
    public override string Name => "Cos";

    public override string Summary => "Cosine of an angle in radians.";

    public override string Formula => "cos(x), to 1.5e-7 for |x| up to 30,000";

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) => builder.Add(new Cos(), x);
}

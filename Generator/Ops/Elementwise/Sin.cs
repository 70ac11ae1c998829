using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The sin of x.</summary>
internal sealed record Sin : UnaryOp
{
    public override string Mnemonic => "sin";

    protected override double Apply(double x) => Math.Sin(x);

    protected override string Emit(string x) => $"global::NetGen.Kernels.VectorMath.Sin({x})";

    public override void Differentiate(GradientContext context) =>
        context.Accumulate(0, context.Builder.Times(context.Adjoint, context.Builder.Add(new Cos(), context.Input(0))));
}

/// <summary>The function.</summary>
internal sealed class SinFunction : UnaryFunction
{
    public override string Name => "Sin";

    public override string Summary => "Sine of an angle in radians.";

    public override string Formula => "sin(x), to 1.5e-7 for |x| up to 30,000";

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) => builder.Add(new Sin(), x);
}

using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The natural logarithm.</summary>
internal sealed record Log : UnaryOp
{
    public override string Mnemonic => "log";

    protected override double Apply(double x) => Math.Log(x);

    protected override string Emit(string x) => $"global::NetGen.Kernels.VectorMath.Log({x})";

    public override void Differentiate(GradientContext context) =>
        context.Accumulate(0, context.Builder.Over(context.Adjoint, context.Input(0)));
}

/// <summary>The function.</summary>
internal sealed class LogFunction : UnaryFunction
{
    public override string Name => "Log";

    public override string Summary => "Natural logarithm.";

    public override string Formula => "log(x); −∞ at 0, NaN below";

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) => builder.Add(new Log(), x);
}

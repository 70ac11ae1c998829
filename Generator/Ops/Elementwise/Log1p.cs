using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>log(1 + x), exact near 0 too.</summary>
internal sealed record Log1p : UnaryOp
{
    public override string Mnemonic => "log1p";

    protected override double Apply(double x) => Exact(x);

    protected override string Emit(string x) => $"global::NetGen.Kernels.VectorMath.Log1p({x})";

    public override void Differentiate(GradientContext context) =>
        context.Accumulate(0, context.Builder.Over(context.Adjoint, context.Builder.Plus(context.Input(0), 1)));

    // The rounding of 1 + x and that of its logarithm cancel (Kahan).
    private static double Exact(double x)
    {
        var above = 1 + x;
        return above == 1 || double.IsInfinity(x) ? x : Math.Log(above) * (x / (above - 1));
    }
}

/// <summary>The function.</summary>
internal sealed class Log1pFunction : UnaryFunction
{
    public override string Name => "Log1p";

    public override string Summary => "Logarithm of 1 + x, which keeps its digits where x is small.";

    public override string Formula => "log(1 + x); −∞ at −1, NaN below";

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) => builder.Add(new Log1p(), x);
}

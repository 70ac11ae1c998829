using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>eˣ − 1, exact near 0 too.</summary>
internal sealed record Expm1 : UnaryOp
{
    public override string Mnemonic => "expm1";

    protected override double Apply(double x) => Exact(x);

    protected override string Emit(string x) => $"global::NetGen.Kernels.VectorMath.Expm1({x})";

    public override void Differentiate(GradientContext context) =>
        context.Accumulate(0, context.Builder.Times(context.Adjoint, context.Builder.Plus(context.Node, 1)));

    // The rounding of the exponential and that of its logarithm cancel (Kahan).
    private static double Exact(double x)
    {
        var exponential = Math.Exp(x);
        if (exponential == 1)
            return x;
        return exponential == 0 || double.IsInfinity(exponential) ? exponential - 1 : (exponential - 1) * (x / Math.Log(exponential));
    }
}

/// <summary>The function.</summary>
internal sealed class Expm1Function : UnaryFunction
{
    public override string Name => "Expm1";

    public override string Summary => "Exponential function less 1, which keeps its digits where x is small.";

    public override string Formula => "exp(x) − 1";

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) => builder.Add(new Expm1(), x);
}

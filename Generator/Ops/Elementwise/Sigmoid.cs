using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>1 / (1 + e⁻ˣ).</summary>
internal sealed record Sigmoid : UnaryOp
{
    public override string Mnemonic => "sigmoid";

    protected override double Apply(double x) => 1 / (1 + Math.Exp(-x));

    protected override string Emit(string x) => $"global::NetGen.Kernels.VectorMath.Sigmoid({x})";

    // y·(1 − y), from the output.
    public override void Differentiate(GradientContext context)
    {
        var builder = context.Builder;
        var slope = builder.Times(context.Node, builder.Minus(builder.Constant(1), context.Node));
        context.Accumulate(0, builder.Times(context.Adjoint, slope));
    }
}

/// <summary>The function and activation.</summary>
internal sealed class SigmoidFunction : UnaryFunction
{
    public override string Name => "Sigmoid";

    public override string Label => "sigmoid";

    public override string Summary => "Logistic function: squashes to (0, 1).";

    public override string Formula => "1 / (1 + exp(−x))";

    public override int? ActivationNumber => 2;

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) => builder.Add(new Sigmoid(), x);
}

using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>log(1 + eˣ), without overflow: max(x, 0) + log1p(exp(−|x|)).</summary>
internal sealed record Softplus : UnaryOp
{
    public override string Mnemonic => "softplus";

    protected override double Apply(double x)
    {
        var small = Math.Exp(-Math.Abs(x));
        // log1p by its series where 1 + small would lose digits.
        var log = small < 1e-5 ? small * (1 - (small * (0.5 - (small / 3)))) : Math.Log(1 + small);
        return Math.Max(x, 0) + log;
    }

    protected override string Emit(string x) => $"global::NetGen.Kernels.VectorMath.Softplus({x})";

    // sigmoid(x); the equal 1 − exp(−y) would cancel for very negative x.
    public override void Differentiate(GradientContext context)
    {
        var slope = context.Builder.Add(new Sigmoid(), context.Input(0));
        context.Accumulate(0, context.Builder.Times(context.Adjoint, slope));
    }
}

/// <summary>The function and activation.</summary>
internal sealed class SoftplusFunction : UnaryFunction
{
    public override string Name => "Softplus";

    public override string Label => "softplus";

    public override string Summary => "Smooth rectifier; its values are positive, as a standard deviation's must be.";

    public override string Formula => "log(1 + exp(x)), computed as max(x, 0) + log1p(exp(−|x|))";

    public override int? ActivationNumber => 6;

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) => builder.Add(new Softplus(), x);
}

using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>max(x, 0).</summary>
internal sealed record Relu : UnaryOp
{
    public override string Mnemonic => "relu";

    protected override double Apply(double x) => Math.Max(x, 0);

    // In this order NaN passes through on x86.
    protected override string Emit(string x) => $"V.Max(V.Zero, {x})";

    // The output tells as well as the input whether x was positive, and is the one that is kept.
    public override void Differentiate(GradientContext context)
    {
        var positive = context.Builder.Add(new Greater(), context.Node, context.Builder.Constant(0));
        context.Accumulate(0, context.Builder.WhereOrZero(positive, context.Adjoint));
    }
}

/// <summary>The function and activation.</summary>
internal sealed class ReluFunction : UnaryFunction
{
    public override string Name => "Relu";

    public override string Label => "ReLU";

    public override string Summary => "Rectified linear unit: negative elements become 0.";

    public override string Formula => "max(x, 0); the derivative at 0 is 0";

    public override int? ActivationNumber => 1;

    public override string KernelStart => "HeUniform";

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) => builder.Add(new Relu(), x);
}

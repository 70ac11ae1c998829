using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>The same value, through which no gradient flows. It is erased once the gradients have been derived.</summary>
internal sealed record StopGradient : Op
{
    public override string Mnemonic => "stop_gradient";

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) => inputs[0];

    public override bool LeadsTo(int operand) => false;

    public override Op? OverSteps(int steps, IReadOnlyList<bool> stacked) => this;

    public override ReferenceTensor Evaluate(ReferenceContext context) => context.Inputs[0];
}

/// <summary>The function.</summary>
internal sealed class StopGradientFunction : UnaryFunction
{
    public override string Name => "StopGradient";

    public override string Summary => "The same value, treated as a constant when gradients are derived.";

    public override string Formula => "x; the derivative is 0";

    protected override Node Build(GraphBuilder builder, Node x, FunctionArguments arguments) => builder.Add(new StopGradient(), x);
}

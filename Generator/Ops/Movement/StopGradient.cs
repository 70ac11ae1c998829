using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>The same value, through which no gradient flows. It is erased once the gradients have been derived.</summary>
internal sealed record StopGradient : Op
{
    public override string Mnemonic => "stop_gradient";

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) => inputs[0];

    public override ReferenceTensor Evaluate(ReferenceContext context) => context.Inputs[0];
}

using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>The first operand where the network is trained, the second where it predicts: noise that only training has. It is erased from either
/// program.</summary>
internal sealed record WhileTraining : Op
{
    public override string Mnemonic => "while_training";

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) => inputs[0] == inputs[1]
        ? inputs[0]
        : throw new ArgumentException($"The value {inputs[0]} of training is {inputs[1]} in prediction.", nameof(inputs));

    public override void Differentiate(GradientContext context) => context.Accumulate(0, context.Adjoint);

    public override ReferenceTensor Evaluate(ReferenceContext context) => context.Inputs[0];
}

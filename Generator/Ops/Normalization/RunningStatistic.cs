using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>
/// A statistic of the batch; in prediction, and where its state is frozen, the average that training keeps of it in a parameter without a gradient:
/// state · <see cref="Momentum"/> + statistic · (1 − <see cref="Momentum"/>) after each step.
/// </summary>
/// <remarks>No kernel computes it: each program has one of its operands in its place. Its operands are the statistic and the state.</remarks>
internal sealed record RunningStatistic(float Momentum) : Op
{
    public override string Mnemonic => "running_statistic";

    protected override string PrintArguments() => Literals.Print(Momentum);

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) => inputs[1];

    public override void Differentiate(GradientContext context) => context.Accumulate(0, context.Adjoint);

    public override ReferenceTensor Evaluate(ReferenceContext context) => context.Inputs[0];
}

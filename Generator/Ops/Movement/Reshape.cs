using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>The same elements in the same order, read with other sizes. It moves nothing.</summary>
internal sealed record Reshape(Shape Shape) : Op
{
    public override string Mnemonic => "reshape";

    public override TensorType InferType(IReadOnlyList<TensorType> inputs)
    {
        if (inputs[0].Shape.ElementCount != Shape.ElementCount)
        {
            throw new DefinitionException(
                DiagnosticIds.ReshapeCountDiffers, inputs[0].Shape, inputs[0].Shape.ElementCount, Shape, Shape.ElementCount);
        }

        return inputs[0] with { Shape = Shape };
    }

    public override void Differentiate(GradientContext context) =>
        context.Accumulate(0, context.Builder.Reshape(context.Adjoint, context.Input(0).Shape));

    public override Op? OverSteps(int steps, IReadOnlyList<bool> stacked) => new Reshape(Shape.Prepend(steps));

    public override ReferenceTensor Evaluate(ReferenceContext context) =>
        new(context.Node.Type, context.Inputs[0].Rows, context.Inputs[0].Data);
}

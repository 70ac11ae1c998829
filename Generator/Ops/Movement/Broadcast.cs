using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;

namespace NetGen.Generator.Ops;

/// <summary>A value repeated along axes of size 1 or that it lacks, and over the rows of the batch. Elementwise ops broadcast by
/// themselves,
/// so this remains only where something else needs the whole value.</summary>
internal sealed record Broadcast(TensorType Type) : MovementOp
{
    public override string Mnemonic => "broadcast";

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) => Type with { Element = inputs[0].Element };

    public override IReadOnlyList<CopyRegion> Regions(IReadOnlyList<TensorType> inputs, TensorType result) =>
    [
        new(
            0,
            result.Shape.Sizes,
            0,
            Broadcasting.Strides(inputs[0].Shape, result.Shape).ToEquatableArray(),
            0,
            Strides.Of(result.Shape)),
    ];

    public override Op? OverSteps(int steps, IReadOnlyList<bool> stacked) => new Broadcast(Type with { Shape = Type.Shape.Prepend(steps) });

    public override void Differentiate(GradientContext context) => context.Accumulate(0, context.Adjoint);
}

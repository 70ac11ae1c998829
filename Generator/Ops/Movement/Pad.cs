using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>Zeros before and after along one axis.</summary>
internal sealed record Pad(int Axis, int Before, int After) : MovementOp
{
    public override string Mnemonic => "pad";

    public override bool LeavesZeros => Before > 0 || After > 0;

    protected override string PrintArguments() => $"axis {Literals.Print(Axis)}: {Literals.Print(Before)}, {Literals.Print(After)}";

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) =>
        inputs[0] with { Shape = inputs[0].Shape.With(Axis, Before + inputs[0].Shape[Axis] + After) };

    public override IReadOnlyList<CopyRegion> Regions(IReadOnlyList<TensorType> inputs, TensorType result)
    {
        var strides = Strides.Of(result.Shape);
        return [new(0, inputs[0].Shape.Sizes, 0, Strides.Of(inputs[0].Shape), Before * strides[Axis], strides)];
    }

    public override Op? OverSteps(int steps, IReadOnlyList<bool> stacked) => new Pad(Axis + 1, Before, After);

    public override void Differentiate(GradientContext context) =>
        context.Accumulate(0, context.Builder.Add(new Slice(Axis, Before, context.Input(0).Shape[Axis]), context.Adjoint));
}

using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The elements Start … Start + Length − 1 of one axis.</summary>
internal sealed record Slice(int Axis, int Start, int Length) : MovementOp
{
    public override string Mnemonic => "slice";

    protected override string PrintArguments() => $"axis {Literals.Print(Axis)}: {Literals.Print(Start)}..{Literals.Print(Start + Length)}";

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) =>
        inputs[0] with { Shape = inputs[0].Shape.With(Axis, Length) };

    public override IReadOnlyList<CopyRegion> Regions(IReadOnlyList<TensorType> inputs, TensorType result)
    {
        var strides = Strides.Of(inputs[0].Shape);
        return [new(0, result.Shape.Sizes, Start * strides[Axis], strides, 0, Strides.Of(result.Shape))];
    }

    public override Op? OverSteps(int steps, IReadOnlyList<bool> stacked) => new Slice(Axis + 1, Start, Length);

    public override void Differentiate(GradientContext context)
    {
        var size = context.Input(0).Shape[Axis];
        context.Accumulate(0, context.Builder.Add(new Pad(Axis, Start, size - Start - Length), context.Adjoint));
    }
}

using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>Values side by side along one axis; the other sizes are equal.</summary>
internal sealed record Concat(int Axis) : MovementOp
{
    public override string Mnemonic => "concat";

    protected override string PrintArguments() => $"axis {Literals.Print(Axis)}";

    public override TensorType InferType(IReadOnlyList<TensorType> inputs)
    {
        var first = inputs[0].Shape;
        foreach (var input in inputs.Skip(1))
        {
            if (input.Shape.Rank != first.Rank || input.Shape.With(Axis, first[Axis]) != first)
                throw new DefinitionException(DiagnosticIds.ConcatShapesDiffer, Axis, first, input.Shape);
        }

        var shape = first.With(Axis, inputs.Sum(i => i.Shape[Axis]));
        return TensorType.Of(inputs[0].Element, shape, inputs);
    }

    public override IReadOnlyList<CopyRegion> Regions(IReadOnlyList<TensorType> inputs, TensorType result)
    {
        var strides = Strides.Of(result.Shape);
        var regions = new List<CopyRegion>();
        var start = 0;
        for (var i = 0; i < inputs.Count; i++)
        {
            var shape = inputs[i].Shape;
            regions.Add(new(i, shape.Sizes, 0, Strides.Of(shape), start * strides[Axis], strides));
            start += shape[Axis];
        }

        return regions;
    }

    public override Op? OverSteps(int steps, IReadOnlyList<bool> stacked) => stacked.All(s => s) ? new Concat(Axis + 1) : null;

    public override void Differentiate(GradientContext context)
    {
        var start = 0;
        for (var i = 0; i < context.Node.Inputs.Length; i++)
        {
            var length = context.Input(i).Shape[Axis];
            if (context.Needs(i))
                context.Accumulate(i, context.Builder.Add(new Slice(Axis, start, length), context.Adjoint));
            start += length;
        }
    }
}

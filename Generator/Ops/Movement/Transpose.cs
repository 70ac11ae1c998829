using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;

namespace NetGen.Generator.Ops;

/// <summary>Axes in another order: axis i of the result is axis Permutation[i] of the input.</summary>
internal sealed record Transpose(EquatableArray<int> Permutation) : MovementOp
{
    public override string Mnemonic => "transpose";

    protected override string PrintArguments() => string.Join(", ", Permutation.Select(Literals.Print));

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) =>
        inputs[0] with { Shape = new Shape(Permutation.Select(axis => inputs[0].Shape[axis]).ToEquatableArray()) };

    public override IReadOnlyList<CopyRegion> Regions(IReadOnlyList<TensorType> inputs, TensorType result)
    {
        var strides = Strides.Of(inputs[0].Shape);
        var permuted = Permutation.Select(axis => strides[axis]).ToEquatableArray();
        return [new(0, result.Shape.Sizes, 0, permuted, 0, Strides.Of(result.Shape))];
    }

    public override Op? OverSteps(int steps, IReadOnlyList<bool> stacked) =>
        new Transpose(Permutation.Select(axis => axis + 1).Prepend(0).ToEquatableArray());

    public override void Differentiate(GradientContext context)
    {
        var inverse = Enumerable.Range(0, Permutation.Count).OrderBy(i => Permutation[i]).ToEquatableArray();
        context.Accumulate(0, context.Builder.Add(new Transpose(inverse), context.Adjoint));
    }
}

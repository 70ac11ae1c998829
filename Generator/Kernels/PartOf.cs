using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Kernels;

/// <summary>Neighbouring elements of every sample of a value, read where they lie: between the rows is the rest of the value.</summary>
/// <param name="Offset">The first of them.</param>
/// <param name="RowStride">The floats from one row of the value to the next.</param>
internal sealed record PartOf(TensorType Type, int Offset, int RowStride) : Op
{
    public override string Mnemonic => "slice";

    protected override string PrintArguments() => $"{Literals.Print(Offset)}..{Literals.Print(Offset + Type.Shape.ElementCount)} in place";

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) => Type;

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var result = context.CreateResult();
        var (count, width) = (Type.Shape.ElementCount, context.Inputs[0].Type.Shape.ElementCount);
        for (var i = 0; i < result.Data.Length; i++)
            result.Data[i] = context.Inputs[0].Data[(i / count * width) + Offset + (i % count)];
        return result;
    }
}

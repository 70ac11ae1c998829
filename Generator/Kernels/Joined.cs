using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Kernels;

/// <summary>A value whose parts have been stored side by side: nothing is left to compute.</summary>
/// <param name="Name">The name of its memory.</param>
internal sealed record Joined(TensorType Type, string Name) : Op
{
    public override string Mnemonic => "joined";

    protected override string PrintArguments() => Name;

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) => Type;

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var result = context.CreateResult();
        var width = Type.Shape.ElementCount;
        foreach (var (part, data) in context.Node.Inputs.Zip(context.Inputs, (node, input) => (node, input.Data)))
        {
            var (count, offset) = (part.Shape.ElementCount, Access.Offset(part));
            for (var i = 0; i < data.Length; i++)
                result.Data[(i / count * width) + offset + (i % count)] = data[i];
        }

        return result;
    }
}

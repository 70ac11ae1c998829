using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>1 / rows of the batch: what makes a sum over the batch its mean.</summary>
internal sealed record ReciprocalBatch() : InlineSourceOp(TensorType.Single(Shape.Scalar))
{
    public override string Mnemonic => "reciprocal_batch";

    // The emitted kernel has the number in a field of this name.
    public override string Emit(string lane) => "V.Create(reciprocalBatch)";

    public override ReferenceTensor Evaluate(ReferenceContext context) => new(context.Node.Type, 1, [1.0 / context.Batch]);
}

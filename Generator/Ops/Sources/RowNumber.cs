using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>The number of each row in the batch, from 0: what rows of a branch are known by.</summary>
internal sealed record RowNumber : KernelOp
{
    public override string Mnemonic => "row_number";

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) => TensorType.Sample(Shape.Scalar, ElementType.Integer);

    public override long Operations(Node node) => 1;

    public override void Emit(KernelCall call) => call.Line($"DropoutMask.NumberRows({call.Result}, {call.Rows(1)});");

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var result = context.CreateResult();
        for (var row = 0; row < result.Data.Length; row++)
            result.Data[row] = row;
        return result;
    }
}

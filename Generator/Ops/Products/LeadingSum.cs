using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>The sum over the first axes of each sample.</summary>
internal sealed record LeadingSum(int Axes) : KernelOp
{
    public override string Mnemonic => "leading_sum";

    protected override string PrintArguments() => Literals.Print(Axes);

    public override int? RowMultiple(Node node) => 1;

    public override long Operations(Node node) => node.Inputs[0].Shape.ElementCount;

    public override void Emit(KernelCall call)
    {
        int elements = call.Node.Inputs[0].Shape.ElementCount, columns = call.Node.Shape.ElementCount;
        using (call.Block($"for (int row = {call.Begin(1)}; row < {call.End(1)}; row++)"))
            call.Line($"ColumnSum.Run({call.InRow(call.Node.Inputs[0], "row")}, {Literals.Print(elements / columns)}, {Literals.Print(columns)}, 0, {Literals.Print(columns)}, {call.InRow(call.Node, "row")});");
    }

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) => inputs[0] with { Shape = inputs[0].Shape.Trailing(inputs[0].Shape.Rank - Axes) };

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var result = context.CreateResult();
        int elements = context.Inputs[0].Type.Shape.ElementCount, columns = result.Type.Shape.ElementCount;
        for (var i = 0; i < context.Inputs[0].Data.Length; i++)
            result.Data[(i / elements * columns) + (i % columns)] += context.Inputs[0].Data[i];
        return result;
    }
}

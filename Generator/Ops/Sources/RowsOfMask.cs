using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>The factors that a <see cref="DropoutMask"/> has for some rows: (number of each row in the batch) → mask on these rows.</summary>
internal sealed record RowsOfMask(string Layer, float Rate, Shape Shape) : KernelOp
{
    public override string Mnemonic => "dropout_mask_rows";

    protected override string PrintArguments() => $"{Layer}, {Literals.Print(Rate)}";

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) => TensorType.Sample(Shape) with { Rows = inputs[0].Rows };

    public override long Operations(Node node) => 10L * node.Shape.ElementCount;

    public override bool LeadsTo(int operand) => false;

    public override void Emit(KernelCall call) => call.Line(
        $"DropoutMask.FillRows({call.Result}, {call.Operand(0)}, {call.Rows(1)}, {Literals.Print(Shape.ElementCount)}, {Literals.Print(Rate)}f, "
        + $"DropoutMask.Key(frame.Seed, frame.Step, \"{Layer}\"));");

    public override Op Within(string place) => this with { Layer = $"{place}.{Layer}" };

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var result = context.CreateResult();
        var width = Shape.ElementCount;
        var key = ReferenceRandom.DropoutKey(context.Seed, context.Step, Layer);
        for (var i = 0; i < result.Data.Length; i++)
            result.Data[i] = ReferenceRandom.Keeps(key, (int)context.Inputs[0].Data[i / width], i % width, Rate) ? 1 / (1 - (double)Rate) : 0;
        return result;
    }
}

using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>What a <see cref="NormalNoise"/> has for some rows: (number of each row in the batch) → noise on these rows.</summary>
internal sealed record RowsOfNoise(string Layer, Shape Shape) : KernelOp
{
    public override string Mnemonic => "normal_noise_rows";

    protected override string PrintArguments() => Layer;

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) => TensorType.Sample(Shape) with { Rows = inputs[0].Rows };

    public override long Operations(Node node) => 50L * node.Shape.ElementCount;

    public override bool LeadsTo(int operand) => false;

    public override void Emit(KernelCall call) => call.Line(
        $"NormalNoise.FillRows({call.Result}, {call.Operand(0)}, {call.Rows(1)}, {Literals.Print(Shape.ElementCount)}, "
        + $"DropoutMask.Key(frame.Seed, frame.Step, \"{Layer}\"));");

    public override Op Within(string place) => this with { Layer = $"{place}.{Layer}" };

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var result = context.CreateResult();
        var key = ReferenceRandom.DropoutKey(context.Seed, context.Step, Layer);
        for (var i = 0; i < result.Data.Length; i++)
            result.Data[i] = ReferenceNormal.At(key, (int)context.Inputs[0].Data[i / Shape.ElementCount], i % Shape.ElementCount);
        return result;
    }
}

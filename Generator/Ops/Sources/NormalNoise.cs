using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>A standard normal number for each element of each row: a function of the network's seed, the step, the layer's name, the row and the
/// element.</summary>
internal sealed record NormalNoise(string Layer, Shape Shape) : KernelOp
{
    public override string Mnemonic => "normal_noise";

    protected override string PrintArguments() => Layer;

    public override TensorType InferType(IReadOnlyList<TensorType> inputs) => TensorType.Sample(Shape);

    public override long Operations(Node node) => 50L * node.Shape.ElementCount;

    public override void Emit(KernelCall call) => call.Line(
        $"NormalNoise.Fill({call.Result}, {call.Rows(1)}, {Literals.Print(Shape.ElementCount)}, "
        + $"DropoutMask.Key(frame.Seed, frame.Step, \"{Layer}\"));");

    public override Op Within(string place) => this with { Layer = $"{place}.{Layer}" };

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var result = context.CreateResult();
        var key = ReferenceRandom.DropoutKey(context.Seed, context.Step, Layer);
        for (var i = 0; i < result.Data.Length; i++)
            result.Data[i] = ReferenceNormal.At(key, i / Shape.ElementCount, i % Shape.ElementCount);
        return result;
    }
}

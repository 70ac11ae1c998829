using NetGen.Generator.Graphs;
using NetGen.Generator.Reference;

namespace NetGen.Generator.Ops;

/// <summary>0 with probability Rate, else 1 / (1 − Rate), for each element of each row: a function of the network's seed, the step, the
/// layer's name, the row and the element.</summary>
internal sealed record DropoutMask(string Layer, float Rate, Shape Shape) : SourceOp(TensorType.Sample(Shape))
{
    public override string Mnemonic => "dropout_mask";

    protected override string PrintArguments() => $"{Layer}, {Literals.Print(Rate)}";

    public override Op Within(string place) => this with { Layer = $"{place}.{Layer}" };

    public override ReferenceTensor Evaluate(ReferenceContext context)
    {
        var result = context.CreateResult();
        var width = Shape.ElementCount;
        var key = ReferenceRandom.DropoutKey(context.Seed, context.Step, Layer);
        for (var i = 0; i < result.Data.Length; i++)
            result.Data[i] = ReferenceRandom.Keeps(key, i / width, i % width, Rate) ? 1 / (1 - (double)Rate) : 0;
        return result;
    }
}

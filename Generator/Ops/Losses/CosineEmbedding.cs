using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss.</summary>
internal sealed class CosineEmbeddingFunction : OpFunction
{
    public override string Name => "CosineEmbedding";

    public override string Summary => "Turns pairs that belong together into one direction, and others away from each other.";

    public override string Formula =>
        "1 − cos(a, b) where target > 0, else max(0, cos(a, b) − margin); mean over the row if it has several positions";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "a", "The one vector, along the last axis."),
        new(ParameterKind.Tensor, "b", "The other; shapes are aligned at the last axis, and size 1 stretches."),
        new(ParameterKind.Tensor, "target", "1 for pairs that belong together, −1 for others; the vectors' shape without the last axis."),
        new(ParameterKind.Float, "margin", "The cosine from which other pairs are too close, from −1 to 1.", "0f"),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var margin = Distances.Margin(Name, arguments.Float(3), arguments.Float(3) is >= -1 and <= 1, "from -1 to 1");
        var cosine = OpRegistry.Call(builder, "CosineSimilarity", [arguments.Tensor(0), arguments.Tensor(1)])[0];
        var target = Targets.Match(builder, Name, cosine, arguments.Tensor(2));
        var together = builder.Add(new Greater(), target, builder.Constant(0));
        var excess = builder.Add(new Relu(), builder.Plus(cosine, -margin));
        return [builder.RowMean(builder.Where(together, builder.Minus(builder.Constant(1), cosine), excess))];
    }
}

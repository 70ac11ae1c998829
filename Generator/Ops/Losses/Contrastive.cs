using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss.</summary>
internal sealed class ContrastiveFunction : OpFunction
{
    public override string Name => "Contrastive";

    public override string Summary => "Draws pairs that belong together close, and pushes others apart up to a margin.";

    public override string Formula =>
        "same · d²/2 + (1 − same) · max(0, margin − d)²/2 with d = ‖a − b‖; mean over the row if it has several positions; Hadsell, Chopra and LeCun (2006)";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "a", "The one vector, along the last axis."),
        new(ParameterKind.Tensor, "b", "The other; shapes are aligned at the last axis, and size 1 stretches."),
        new(ParameterKind.Tensor, "same", "1 for pairs that belong together, 0 for others; the vectors' shape without the last axis."),
        new(ParameterKind.Float, "margin", "The distance from which other pairs are far enough.", "1f"),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var margin = Distances.Margin(Name, arguments.Float(3), arguments.Float(3) > 0, "positive");
        var distance = Distances.Between(builder, Name, arguments.Tensor(0), arguments.Tensor(1));
        var same = Targets.Match(builder, Name, distance, arguments.Tensor(2));
        var missing = Distances.Missing(builder, distance, margin);
        var together = builder.Times(same, builder.Add(new Square(), distance));
        var apart = builder.Times(builder.Minus(builder.Constant(1), same), builder.Add(new Square(), missing));
        return [builder.Times(builder.RowMean(builder.Plus(together, apart)), 0.5f)];
    }
}

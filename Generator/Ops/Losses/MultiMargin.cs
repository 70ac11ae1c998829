using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss.</summary>
internal sealed class MultiMarginFunction : OpFunction
{
    public override string Name => "MultiMargin";

    public override string Summary => "Hinge loss over the classes of the last axis: every wrong class should score less than the true one by a margin.";

    public override string Formula =>
        "Σ over the other classes of max(0, margin − x[label] + xⱼ) / classes; mean over the row if it has several positions; Weston and Watkins (1999)";

    public override bool IsLoss => true;

    public override bool TakesLabels => true;

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "scores", "The output, classes along the last axis."),
        new(ParameterKind.Tensor, "target", Labels.Documentation),
        new(ParameterKind.Float, "margin", "How much more the true class should score.", "1f"),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var scores = builder.Number(arguments.Tensor(0));
        var target = arguments.Tensor(1);
        Labels.Check(Name, scores, target);
        var isTrue = Labels.AreIntegers(target) ? builder.Number(Labels.Mask(builder, target, scores.Shape.Last)) : builder.Number(target);
        var score = builder.Reshape(Labels.Pick(builder, scores, target), Expressions.KeepAxes(scores.Shape, 1));
        var shortfall = builder.Add(new Relu(), builder.Plus(builder.Minus(scores, score), arguments.Float(2)));
        return [builder.RowMean(builder.Times(shortfall, builder.Minus(builder.Constant(1), isTrue)))];
    }
}

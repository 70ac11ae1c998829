using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss.</summary>
internal sealed class CategoricalHingeFunction : OpFunction
{
    public override string Name => "CategoricalHinge";

    public override string Summary => "Hinge loss over the classes of the last axis: the true class should score 1 more than the best wrong one. Keras' of the same name.";

    public override string Formula =>
        "max(0, 1 − Σ t·x + max (1 − t)·x) with t = 1 for the label, else 0; mean over the row if it has several positions; Crammer and Singer (2001)";

    public override bool IsLoss => true;

    public override bool TakesLabels => true;

    public override IReadOnlyList<FunctionParameter> Parameters =>
        [new(ParameterKind.Tensor, "scores", "The output, classes along the last axis."), new(ParameterKind.Tensor, "target", Labels.Documentation)];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var (scores, target) = (builder.Number(arguments.Tensor(0)), arguments.Tensor(1));
        Labels.Check(Name, scores, target);
        var isTrue = Labels.AreIntegers(target) ? builder.Number(Labels.Mask(builder, target, scores.Shape.Last)) : builder.Number(target);
        var right = Labels.Pick(builder, scores, target);
        var wrong = builder.Reduce(new ReduceMax(1), builder.Times(builder.Minus(builder.Constant(1), isTrue), scores), keepAxes: false);
        return [builder.RowMean(builder.Add(new Relu(), builder.Plus(builder.Minus(wrong, right), 1)))];
    }
}

using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The metric.</summary>
internal sealed class AccuracyFunction : OpFunction
{
    public override string Name => "Accuracy";

    public override string Summary => "How often the class with the highest score is the true one.";

    public override bool? HigherIsBetter => true;

    public override string Formula =>
        "1 if arg max of the scores is the label, else 0; of equal scores the lower class number counts as higher";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "scores", "Logits or probabilities, classes along the last axis."),
        new(ParameterKind.Tensor, "target", Labels.Documentation),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments) =>
        [ClassRank.IsAmongTop(builder, Name, builder.Number(arguments.Tensor(0)), arguments.Tensor(1), 1)];
}

using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The metric.</summary>
internal sealed class AucFunction : OpFunction
{
    public override string Name => "Auc";

    public override string Summary => "Area under the ROC curve: how often a true case scores higher than a false one, averaged over the columns.";

    public override bool? HigherIsBetter => true;

    public override string Formula =>
        "P(score of a true case > score of a false one) + P(equal)/2; a row gives scores and targets; scores that agree in sign, exponent and 8 bits behind the point are equal";

    public override string MetricKind => "Auc";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "scores", "Logits or probabilities of yes; only their order matters."),
        new(ParameterKind.Tensor, "target", "0 or 1, of the shape of the scores."),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var scores = builder.Number(arguments.Tensor(0));
        var target = Targets.Match(builder, Name, scores, arguments.Tensor(1));
        return [builder.Add(new Concat(0), [.. new[] { scores, target }.Select(v => builder.Reshape(v, Shape.Of(scores.Shape.ElementCount)))])];
    }
}

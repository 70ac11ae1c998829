using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The metric.</summary>
internal sealed class TopKAccuracyFunction : OpFunction
{
    public override string Name => "TopKAccuracy";

    public override string Summary => "How often the true class is among the k classes with the highest scores.";

    public override bool? HigherIsBetter => true;

    public override string Formula =>
        "1 if fewer than k classes rank before the label, else 0; of equal scores the lower class number ranks first";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "scores", "Logits or probabilities, classes along the last axis."),
        new(ParameterKind.Tensor, "target", Labels.Documentation),
        new(ParameterKind.Integer, "k", "How many classes count as right, at least 1.", "5"),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var k = arguments.Integer(2);
        if (k < 1)
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, Name, "k", k, "at least 1");
        return [ClassRank.IsAmongTop(builder, Name, builder.Number(arguments.Tensor(0)), arguments.Tensor(1), k)];
    }
}

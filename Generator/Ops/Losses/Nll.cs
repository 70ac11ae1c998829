using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss.</summary>
internal sealed class NllFunction : OpFunction
{
    public override string Name => "Nll";

    public override string Summary =>
        "Negative log likelihood of the classes of the last axis, from log probabilities as LogSoftmax gives them.";

    public override string Formula => "−Σ t·x (with integer labels −x[label]); mean over the row if it has several positions";

    public override bool IsLoss => true;

    public override bool TakesLabels => true;

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "logProbabilities", "Logarithms of probabilities, classes along the last axis."),
        new(ParameterKind.Tensor, "target", Labels.Documentation),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var output = builder.Number(arguments.Tensor(0));
        Labels.Check(Name, output, arguments.Tensor(1));
        return [builder.RowMean(builder.Negate(Labels.Pick(builder, output, arguments.Tensor(1))))];
    }
}

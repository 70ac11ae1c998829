using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The metric.</summary>
internal sealed class PrecisionFunction : OpFunction
{
    public override string Name => "Precision";

    public override string Summary => "How often an answer is right, averaged over the classes.";

    public override bool? HigherIsBetter => true;

    public override string Formula => "right / answered of each class, 0 for one that is never answered, averaged; " + ClassCounts.Columns;

    public override string MetricKind => "Precision";

    public override IReadOnlyList<FunctionParameter> Parameters => ClassCounts.Parameters;

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments) =>
        [ClassCounts.Of(builder, Name, arguments.Tensor(0), arguments.Tensor(1))];
}

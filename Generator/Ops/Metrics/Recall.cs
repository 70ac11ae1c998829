using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The metric.</summary>
internal sealed class RecallFunction : OpFunction
{
    public override string Name => "Recall";

    public override string Summary => "How often what is true is found, averaged over the classes.";

    public override bool? HigherIsBetter => true;

    public override string Formula => "right / true of each class, 0 for one that never is, averaged; " + ClassCounts.Columns;

    public override string MetricKind => "Recall";

    public override IReadOnlyList<FunctionParameter> Parameters => ClassCounts.Parameters;

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments) =>
        [ClassCounts.Of(builder, Name, arguments.Tensor(0), arguments.Tensor(1))];
}

using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The metric.</summary>
internal sealed class F1Function : OpFunction
{
    public override string Name => "F1";

    public override string Summary => "The harmonic mean of precision and recall, averaged over the classes.";

    public override bool? HigherIsBetter => true;

    public override string Formula => "2 · right / (answered + true) of each class, 0 for one that is neither, averaged; " + ClassCounts.Columns;

    public override string MetricKind => "F1";

    public override IReadOnlyList<FunctionParameter> Parameters => ClassCounts.Parameters;

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments) =>
        [ClassCounts.Of(builder, Name, arguments.Tensor(0), arguments.Tensor(1))];
}

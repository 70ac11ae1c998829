using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The metric.</summary>
internal sealed class MeanIoUFunction : OpFunction
{
    public override string Name => "MeanIoU";

    public override string Summary => "Intersection over union of answers and truth, averaged over the classes: how segmentations are judged.";

    public override bool? HigherIsBetter => true;

    public override string Formula => "right / (answered + true − right) of each class, 0 for one that is neither, averaged; " + ClassCounts.Columns;

    public override string MetricKind => "MeanIoU";

    public override IReadOnlyList<FunctionParameter> Parameters => ClassCounts.Parameters;

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments) =>
        [ClassCounts.Of(builder, Name, arguments.Tensor(0), arguments.Tensor(1))];
}

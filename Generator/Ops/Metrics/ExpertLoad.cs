using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The metric.</summary>
internal sealed class ExpertLoadFunction : OpFunction
{
    public override string Name => "ExpertLoad";

    public override string Summary => "How rows are distributed among experts: the share of each expert, and how far the largest is above an even share.";

    public override string Formula =>
        "for each expert the share of the rows that take it; the metric itself is n · max share / k: 1 if even, n / k if all rows take the same experts";

    public override string MetricKind => "Load";

    public override IReadOnlyList<FunctionParameter> Parameters => ExpertShare.Parameters;

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var weights = ExpertShare.Weights(builder, Name, arguments);
        return [builder.Number(ExpertShare.Chosen(builder, Name, weights, arguments.Integer(1)))];
    }
}

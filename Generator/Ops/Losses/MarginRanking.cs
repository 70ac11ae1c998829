using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The loss.</summary>
internal sealed class MarginRankingFunction : OpFunction
{
    public override string Name => "MarginRanking";

    public override string Summary => "Two scores should be in the order that the target says, by a margin.";

    public override string Formula => "mean over the row of max(0, margin − target · (a − b)); Joachims (2002)";

    public override IReadOnlyList<FunctionParameter> Parameters =>
    [
        new(ParameterKind.Tensor, "a", "The one score, of any shape."),
        new(ParameterKind.Tensor, "b", "The other; shapes are aligned at the last axis, and size 1 stretches."),
        new(ParameterKind.Tensor, "target", "1 where a belongs above b, −1 where below; of the scores' shape."),
        new(ParameterKind.Float, "margin", "How far apart is far enough, 0 or more.", "0f"),
    ];

    public override IReadOnlyList<Node> Build(GraphBuilder builder, FunctionArguments arguments)
    {
        var margin = Distances.Margin(Name, arguments.Float(3), arguments.Float(3) >= 0, "0 or more");
        var lead = builder.Minus(builder.Number(arguments.Tensor(0)), builder.Number(arguments.Tensor(1)));
        var target = Targets.Match(builder, Name, lead, arguments.Tensor(2));
        return [builder.RowMean(Distances.Missing(builder, builder.Times(target, lead), margin))];
    }
}

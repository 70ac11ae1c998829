using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class MeanFunction : ReductionFunction
{
    public override string Name => "Mean";

    public override string Summary => "Mean over the last axes of each row.";

    public override string Formula => "Σ x / n";

    protected override Node Reduce(GraphBuilder builder, Node x, int axes, bool keepAxes) => builder.Mean(x, axes, keepAxes);
}

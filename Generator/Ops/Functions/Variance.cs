using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class VarianceFunction : ReductionFunction
{
    public override string Name => "Variance";

    public override string Summary => "Variance over the last axes of each row; its root is the standard deviation.";

    public override string Formula => "Σ (x − mean x)² / n";

    protected override Node Reduce(GraphBuilder builder, Node x, int axes, bool keepAxes)
    {
        var centered = builder.Minus(x, builder.Mean(x, axes, keepAxes: true));
        return builder.Mean(builder.Add(new Square(), centered), axes, keepAxes);
    }
}

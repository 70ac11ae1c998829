using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class ArgMaxFunction : PositionFunction
{
    public override string Name => "ArgMax";

    public override string Summary => "The position of the largest element along the last axis of each row; it can choose between computations.";

    public override string Formula => "the lowest i with xᵢ = max x; NaN counts as −∞";

    protected override Node Rank(GraphBuilder builder, Node x) => x;
}

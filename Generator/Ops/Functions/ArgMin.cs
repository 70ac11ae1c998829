using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The function.</summary>
internal sealed class ArgMinFunction : PositionFunction
{
    public override string Name => "ArgMin";

    public override string Summary => "The position of the smallest element along the last axis of each row; it can choose between computations.";

    public override string Formula => "the lowest i with xᵢ = min x; NaN counts as ∞";

    protected override Node Rank(GraphBuilder builder, Node x) => builder.Negate(x);
}

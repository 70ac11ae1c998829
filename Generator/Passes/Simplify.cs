using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes.Simplification;

namespace NetGen.Generator.Passes;

/// <summary>Rewrites nodes by small local rules until none applies. Values stay the same up to rounding, types exactly; what is
/// left without users goes with dead code, and what need not be done step by step leaves its scan.</summary>
internal static class Simplify
{
    // Rules are tried in this order; folding comes first because the others then see constants.
    private static readonly SimplificationRule[] Rules =
    [
        ConstantRules.Fold,
        ArithmeticRules.Identity,
        ArithmeticRules.Sign,
        ArithmeticRules.Scale,
        ArithmeticRules.Collect,
        LogarithmRules.Apply,
        WhereRules.Apply,
        BroadcastRules.Remove,
        BroadcastRules.InOperand,
        ReductionRules.Apply,
        ViewRules.Reshape,
        BroadcastRules.InView,
        ViewRules.Transpose,
        PartRules.Slice,
        PartRules.JoinSlices,
        PartRules.Pad,
        PartRules.JoinPads,
        RoutingRules.JoinMerges,
        RoutingRules.GatherMerged,
        RoutingRules.MergeSame,
        RoutingRules.DrawForRows,
    ];

    public static Graph Run(Graph graph) =>
        ScanFission.Run(DeadCode.Run(GraphRewriter.Rewrite(graph, static (builder, node, inputs) => new Simplifier(builder, Rules).Add(node.Op, inputs))));
}

using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>Operations that compute each row from the same row of their operands, and so can be done for some rows as well as for all.</summary>
internal static class RowWise
{
    public static bool Covers(Node node) =>
        node.Type.Batched
        && (node.Op is ElementwiseOp or ReductionOp or MovementOp || (node.Op is KernelOp { SumsRows: false } && node.Inputs.Any(i => i.Type.Batched)));

    /// <summary>The operation for other rows.</summary>
    public static Op OnRows(Op op, RowSet? rows) => op is Broadcast broadcast ? new Broadcast(broadcast.Type with { Rows = rows }) : op;
}

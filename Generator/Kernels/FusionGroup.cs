using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>What a group of fused nodes becomes.</summary>
internal enum GroupKind
{
    /// <summary>Elementwise operations and reductions, sample by sample.</summary>
    Row,

    /// <summary>A kernel of Runtime with the elementwise operations that follow it as its epilogue: a matrix product.</summary>
    Product,

    /// <summary>A kernel of Runtime without an epilogue.</summary>
    Kernel,
    Movement,
    Mask,

    /// <summary>A recurrence: its body is a program of its own.</summary>
    Scan,

    /// <summary>The grouping of rows by a choice.</summary>
    Route,

    /// <summary>The same value for the rows of several branches.</summary>
    Gather,
    Merge,
}

/// <summary>Nodes that one kernel computes. Only a <see cref="GroupKind.Row"/> group or a product grows beyond its first node.</summary>
internal sealed class FusionGroup(GroupKind kind, Node root)
{
    public GroupKind Kind { get; } = kind;

    /// <summary>The node that the group was made for; of a product, the product.</summary>
    public Node Root { get; set; } = root;

    public bool Batched { get; } = root.Type.Batched;

    /// <summary>The rows of the batch that it goes over; null for all.</summary>
    public RowSet? Rows { get; } = root.Type.Rows;

    public SortedSet<Node> Members { get; } = new(Comparer<Node>.Create((a, b) => a.Id.CompareTo(b.Id))) { root };

    /// <summary>What a kernel for this node alone would be; null if it needs none.</summary>
    public static GroupKind? KindOf(Node node) => node.Op switch
    {
        Broadcast or ElementwiseOp when Access.IsFormula(node) => null,
        KernelOp op => op.HasEpilogue ? GroupKind.Product : GroupKind.Kernel,
        MovementOp => GroupKind.Movement,
        DropoutMask => GroupKind.Mask,
        Scan => GroupKind.Scan,
        Ops.Route => GroupKind.Route,
        Ops.Gather or GatherColumn => GroupKind.Gather,
        Ops.Merge or MergeColumns => GroupKind.Merge,
        ElementwiseOp or ReductionOp => GroupKind.Row,
        _ => null,
    };

    /// <summary>Whether <paramref name="node"/> could be computed in the epilogue of this product: each operand is at hand for one vector of
    /// the result.</summary>
    public bool EpilogueAccepts(Node node, RowLayout layout)
    {
        var result = Root.Type;
        // One column fills one lane of a vector of features: what follows such a product runs better over many rows at once.
        if (Root.Shape.Last == 1 && layout == RowLayout.Major)
            return false;
        // A block adds to the sum of the blocks before: what follows must wait for the last.
        if (Root.Op is KernelOp { SumsRows: true } && layout == RowLayout.Lanes)
            return false;
        if (node.Op is not ElementwiseOp || node.Type.Batched != result.Batched || node.Type.Rows != result.Rows || node.Shape.ElementCount != result.Shape.ElementCount)
            return false;
        if ((Root.Op is not MatMul || Root.Shape.ElementCount != Root.Shape.Last) && (Access.IsSpaced(node) || node.Inputs.Any(i => Access.IsSpaced(Access.Resolve(i)))))
            return false;
        return node.Inputs.All(input => Members.Contains(Access.Resolve(input)) || IsReadable(input, node.Type, result));
    }

    private static bool IsReadable(Node operand, TensorType type, TensorType product) => Access.OfMemory(operand, type) switch
    {
        AccessKind.Flat or AccessKind.Scalar => true,
        AccessKind.Inline => Access.Resolve(operand).Shape.ElementCount == 1 || type.Shape.Last == product.Shape.Last,
        AccessKind.Column => type.Shape.Last == product.Shape.Last,
        AccessKind.RowScalar => product.Shape.ElementCount == product.Shape.Last,
        _ => false,
    };
}

using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>A matrix product or another kernel of Runtime with an epilogue: on each vector of its result, while it is still in registers, elementwise
/// operations.</summary>
internal sealed record ProductKernel(Node Product, IReadOnlyList<Node> Epilogue, IReadOnlyList<Node> Reads, IReadOnlyList<Node> Writes)
    : Kernel([Product, .. Epilogue], Reads, Writes)
{
    public Node Left => Access.Resolve(Product.Inputs[0]);

    public Node Right => Access.Resolve(Product.Inputs[1]);

    /// <summary>Whether workers divide the columns of the result rather than the rows of the batch.</summary>
    public bool SplitsColumns => Product.Type.Batched && !IsRowLocal;

    public override bool IsRowLocal => ((KernelOp)Product.Op).IsRowLocal(Product);

    public override RowSet? Rows => ((KernelOp)Product.Op).RowsOf(Product);

    /// <summary>
    /// Whether the gradient that it hands to the update is one product of values that all rows of the batch have. The sum of its squares can then be had without it,
    /// and the update may wait for those of all gradients.
    /// </summary>
    public bool CanWaitForNorm => Updates is not null && Rows is null && Epilogue.Count == 0 && Product.Op is WeightGradient;

    /// <summary>The columns of the result.</summary>
    public int Columns => Product.Shape.Last;

    public override long Operations => ((KernelOp)Product.Op).Operations(Product) + ((long)Epilogue.Count * Product.Shape.ElementCount);
}

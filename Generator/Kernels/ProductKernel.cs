using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>A matrix product and, on each vector of its result while it is still in registers, the elementwise operations of the epilogue.</summary>
internal sealed record ProductKernel(Node Product, IReadOnlyList<Node> Epilogue, IReadOnlyList<Node> Reads, IReadOnlyList<Node> Writes)
    : Kernel([Product, .. Epilogue], Reads, Writes)
{
    /// <summary>Floats of 1 MB: beyond the second cache of a core.</summary>
    private const int ManyWeights = 256 * 1024;

    /// <summary>Two panels of columns for each of two workers.</summary>
    private const int FewestColumns = 128;

    public Node Left => Access.Resolve(Product.Inputs[0]);

    public Node Right => Access.Resolve(Product.Inputs[1]);

    /// <summary>
    /// Whether workers divide the columns of the result: where the weights are many, each then reads its part of them, while with rows each would read all.
    /// </summary>
    public bool SplitsColumns =>
        Product.Op is MatMul && Product.Type.Batched && !Right.Type.Batched && (long)Depth * Columns >= ManyWeights && Columns >= FewestColumns;

    public override bool IsRowLocal => Product.Type.Batched && !SplitsColumns;

    /// <summary>The columns of the result.</summary>
    public int Columns => Product.Shape.Last;

    /// <summary>The rows of the result for one sample; of a weight gradient, all of them.</summary>
    public int RowsPerSample => Product.Shape.ElementCount / Columns;

    /// <summary>The length of the inner products (of a weight gradient: for one sample).</summary>
    public int Depth => Product.Op switch
    {
        WeightGradient => Product.Inputs[0].Shape.ElementCount / Product.Inputs[0].Shape.Last,
        BatchedMatMul { TransposeLeft: true } => Product.Inputs[0].Shape[Product.Inputs[0].Shape.Rank - 2],
        _ => Product.Inputs[0].Shape.Last,
    };

    public override long Operations => (2L * RowsPerSample * Columns * Depth) + (long)Epilogue.Count * Product.Shape.ElementCount;
}

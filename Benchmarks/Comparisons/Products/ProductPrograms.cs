using NetGen.Kernels;

namespace NetGen.Benchmarks.Comparisons.Products;

/// <summary>How workers divide a product with a layer's weights: as in generated code, by columns where the weights are many.</summary>
internal readonly ref struct Share
{
    private const int ManyWeights = 256 * 1024, FewestColumns = 128;

    /// <summary>The share of one worker.</summary>
    /// <param name="frame">The worker's frame.</param>
    /// <param name="depth">Terms of each sum.</param>
    /// <param name="columns">Columns of the result.</param>
    public Share(in Frame frame, int depth, int columns)
    {
        var byColumns = (long)depth * columns >= ManyWeights && columns >= FewestColumns;
        Rows = byColumns ? (0, frame.Rows) : frame.RowRange;
        Columns = byColumns ? frame.Split(columns, Gemm.ColumnBlock) : (0, columns);
    }

    public (int Begin, int End) Rows { get; }

    public (int Begin, int End) Columns { get; }
}

/// <summary>Y[m,n] = X[m,k] · W[k,n]; the slots are X, W and Y.</summary>
internal readonly struct ForwardProgram<TK, TN> : IProgram
    where TK : struct, ISize
    where TN : struct, ISize
{
    public static void Run(in Frame frame)
    {
        var share = new Share(frame, TK.Value, TN.Value);
        var ((begin, end), (from, to)) = (share.Rows, share.Columns);
        Gemm.Multiply<Shape<TK, TN>, StoreRows<TN>>(ref frame.Slot(0), ref frame.Slot(1), begin, end, from, to, new(ref frame.Slot(2)));
    }
}

/// <summary>The same with the rest of a layer: max(X · W + b, 0); the slots are X, W, b and Y.</summary>
internal readonly struct LayerProgram<TK, TN> : IProgram
    where TK : struct, ISize
    where TN : struct, ISize
{
    public static void Run(in Frame frame)
    {
        var (begin, end) = frame.RowRange;
        if (begin < end)
            Gemm.Multiply<Shape<TK, TN>, StoreRelu<TN>>(ref frame.Slot(0), ref frame.Slot(1), begin, end, new(ref frame.Slot(2), ref frame.Slot(3)));
    }
}

/// <summary>X[m,k] = Y[m,n] · W[k,n]ᵀ, the gradient of a layer's input; the slots are Y, W and X.</summary>
internal readonly struct TransposedProgram<TK, TN> : IProgram
    where TK : struct, ISize
    where TN : struct, ISize
{
    public static void Run(in Frame frame)
    {
        var share = new Share(frame, TN.Value, TK.Value);
        var ((begin, end), (from, to)) = (share.Rows, share.Columns);
        Gemm.MultiplyTransposed<Shape<TN, TK>, StoreRows<TK>>(ref frame.Slot(0), ref frame.Slot(1), begin, end, from, to, new(ref frame.Slot(2)));
    }
}

/// <summary>W[k,n] = X[m,k]ᵀ · Y[m,n], the gradient of a layer's kernel; the slots are X, Y and W.</summary>
internal readonly struct OuterProgram<TK, TN> : IProgram
    where TK : struct, ISize
    where TN : struct, ISize
{
    public static void Run(in Frame frame)
    {
        var (begin, end) = frame.Split(TK.Value, 8);
        if (begin < end)
            Gemm.MultiplyOuter<Shape<TK, TN>, StoreRows<TN>>(ref frame.Slot(0), ref frame.Slot(1), frame.Rows, begin, end, new(ref frame.Slot(2)));
    }
}

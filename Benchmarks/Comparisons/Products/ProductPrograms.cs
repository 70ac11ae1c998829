using NetGen.Kernels;

namespace NetGen.Benchmarks.Comparisons.Products;

/// <summary>Y[m,n] = X[m,k] · W[k,n]; the slots are X, W and Y.</summary>
internal readonly struct ForwardProgram<TK, TN> : IProgram
    where TK : struct, ISize
    where TN : struct, ISize
{
    public static void Run(in Frame frame)
    {
        var (begin, end) = frame.RowRange;
        if (begin < end)
            Gemm.Multiply<Shape<TK, TN>, StoreRows<TN>>(ref frame.Slot(0), ref frame.Slot(1), begin, end, new(ref frame.Slot(2)));
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
        var (begin, end) = frame.RowRange;
        if (begin < end)
            Gemm.MultiplyTransposed<Shape<TN, TK>, StoreRows<TK>>(ref frame.Slot(0), ref frame.Slot(1), begin, end, new(ref frame.Slot(2)));
    }
}

/// <summary>W[k,n] = X[m,k]ᵀ · Y[m,n], the gradient of a layer's kernel; the slots are X, Y and W.</summary>
internal readonly struct OuterProgram<TK, TN> : IProgram
    where TK : struct, ISize
    where TN : struct, ISize
{
    public static void Run(in Frame frame)
    {
        var (begin, end) = frame.Split(TK.Value, 16);
        if (begin < end)
            Gemm.MultiplyOuter<Shape<TK, TN>, StoreRows<TN>>(ref frame.Slot(0), ref frame.Slot(1), frame.Rows, begin, end, new(ref frame.Slot(2)));
    }
}

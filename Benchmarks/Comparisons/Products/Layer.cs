using NetGen.Kernels;

namespace NetGen.Benchmarks.Comparisons.Products;

/// <summary>The matrix products of a layer of <typeparamref name="TK"/> inputs and <typeparamref name="TN"/> outputs, for a batch.</summary>
/// <param name="batch">Rows of the batch.</param>
internal sealed class Layer<TK, TN>(int batch)
    where TK : struct, ISize
    where TN : struct, ISize
{
    // Where a contender would take most of the time of the whole run, and is far behind in any case.
    private const double MostLoopOperations = 2.2e8, MostTensorOperations = 3e9, LeastDividedOperations = 2e5;

    private readonly int _m = batch, _n = TN.Value, _k = TK.Value;

    private double Operations => 2.0 * _m * _n * _k;

    private double Bytes => sizeof(float) * (((double)_m * _k) + ((double)_k * _n) + ((double)_m * _n));

    // A generated program calls the kernel. What is not worth a second thread is called here in the same way, without a program of its own.
    private bool IsCalledDirectly(int threads) => threads == 1 || Operations < LeastDividedOperations;

    private AlignedBuffer X => Scratch.Take("x", _m * _k);

    private AlignedBuffer W => Scratch.Take("w", _k * _n);

    private AlignedBuffer Y => Scratch.Take("y", _m * _n);

    /// <summary>Y = X · W.</summary>
    public Comparison Forward(string group) => Compare(group, ForwardContenders);

    /// <summary>The same, for this library with bias and ReLU.</summary>
    public Comparison Relu(string group) => Compare(group, threads => ForwardContenders(threads).Skip(1).Prepend(ReluContender(threads)));

    /// <summary>X = Y · Wᵀ.</summary>
    public Comparison Transposed(string group) => Compare(group, TransposedContenders);

    /// <summary>W = Xᵀ · Y.</summary>
    public Comparison Outer(string group) => Compare(group, OuterContenders);

    private Comparison Compare(string group, Func<int, IEnumerable<Contender>> open) => new($"{group}/{_m}x{_n}x{_k}", open) { Operations = Operations, Bytes = Bytes };

    private Contender ReluContender(int threads)
    {
        var (x, w, bias, y, m) = (X, W, Scratch.Take("bias", _n), Scratch.Take("result", _m * _n), _m);
        return IsCalledDirectly(threads)
            ? Contender.Of(Contender.NetGen, () => Gemm.Multiply<Shape<TK, TN>, StoreRelu<TN>>(ref x.Reference, ref w.Reference, 0, m, new(ref bias.Reference, ref y.Reference)))
            : Workers.Run<LayerProgram<TK, TN>>(m, threads, Operations, x, w, bias, y);
    }

    private IEnumerable<Contender> ForwardContenders(int threads)
    {
        var (x, w, y, (m, n, k)) = (X, W, Scratch.Take("result", _m * _n), (_m, _n, _k));
        yield return IsCalledDirectly(threads)
            ? Contender.Of(Contender.NetGen, () => Gemm.Multiply<Shape<TK, TN>, StoreRows<TN>>(ref x.Reference, ref w.Reference, 0, m, new(ref y.Reference)))
            : Workers.Run<ForwardProgram<TK, TN>>(m, threads, Operations, x, w, y);
        if (Operations <= MostLoopOperations)
            yield return Contender.Of(Contender.Loop, () => ProductLoops.Forward(x.Span, w.Span, y.Span, m, n, k));
        // The right side is given transposed, as this contender wants it.
        if (Operations <= MostTensorOperations)
            yield return Contender.Of(Contender.TensorPrimitives, () => ProductLoops.Dots(x.Span, w.Span, y.Span, m, n, k));
        if (OpenBlas.IsLoaded && m == 1)
            yield return Contender.Of(Contender.OpenBlas, () => OpenBlas.MultiplyVector(true, k, n, w, x, y));
        else if (OpenBlas.IsLoaded)
            yield return Contender.Of(Contender.OpenBlas, () => OpenBlas.Multiply(false, false, m, n, k, x, w, y));
    }

    private IEnumerable<Contender> TransposedContenders(int threads)
    {
        var (x, w, y, (m, n, k)) = (Scratch.Take("result", _m * _k), W, Y, (_m, _n, _k));
        yield return IsCalledDirectly(threads)
            ? Contender.Of(Contender.NetGen, () => Gemm.MultiplyTransposed<Shape<TN, TK>, StoreRows<TK>>(ref y.Reference, ref w.Reference, 0, m, new(ref x.Reference)))
            : Workers.Run<TransposedProgram<TK, TN>>(m, threads, Operations, y, w, x);
        if (Operations <= MostLoopOperations)
            yield return Contender.Of(Contender.Loop, () => ProductLoops.Transposed(y.Span, w.Span, x.Span, m, n, k));
        if (Operations <= MostTensorOperations)
            yield return Contender.Of(Contender.TensorPrimitives, () => ProductLoops.Dots(y.Span, w.Span, x.Span, m, k, n));
        if (OpenBlas.IsLoaded && m == 1)
            yield return Contender.Of(Contender.OpenBlas, () => OpenBlas.MultiplyVector(false, k, n, w, y, x));
        else if (OpenBlas.IsLoaded)
            yield return Contender.Of(Contender.OpenBlas, () => OpenBlas.Multiply(false, true, m, k, n, y, w, x));
    }

    private IEnumerable<Contender> OuterContenders(int threads)
    {
        var (x, w, y, (m, n, k)) = (X, Scratch.Take("result", _k * _n), Y, (_m, _n, _k));
        yield return IsCalledDirectly(threads)
            ? Contender.Of(Contender.NetGen, () => Gemm.MultiplyOuter<Shape<TK, TN>, StoreRows<TN>>(ref x.Reference, ref y.Reference, m, 0, k, new(ref w.Reference)))
            : Workers.Run<OuterProgram<TK, TN>>(m, threads, Operations, x, y, w);
        if (Operations <= MostLoopOperations)
            yield return Contender.Of(Contender.Loop, () => ProductLoops.Outer(x.Span, y.Span, w.Span, m, n, k));
        if (Operations <= MostTensorOperations)
            yield return Contender.Of(Contender.TensorPrimitives, () => ProductLoops.MultiplyAdds(x.Span, y.Span, w.Span, m, n, k));
        if (OpenBlas.IsLoaded)
            yield return Contender.Of(Contender.OpenBlas, () => OpenBlas.Multiply(true, false, k, n, m, x, y, w));
    }
}

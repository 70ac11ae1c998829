using System.Numerics.Tensors;
using NetGen.Kernels;

namespace NetGen.Benchmarks.Comparisons.Vectors;

/// <summary>Elementwise functions, named by function and number of elements.</summary>
internal static class VectorComparisons
{
    // Enough for a second thread where the elements take longer than the fork: generated code counts in the same way.
    private const double OperationsPerElement = 16;

    private static readonly int[] Sizes = [64, 1024, 16384, 1 << 20];

    private static float _sink;

    /// <summary>All of them.</summary>
    public static IEnumerable<Comparison> All { get; } =
    [
        .. Map<Add>(), .. Map<Multiply>(), .. Map<MultiplyAdd>(), .. Map<Relu>(), .. Map<Sqrt>(), .. Map<Exp>(), .. Map<Log>(), .. Map<Tanh>(), .. Map<Sigmoid>(),
        .. Map<Softplus>(), .. Map<Erf>(), .. Map<Gelu>(), .. Sizes.Select(Softmax), AddThenSum(1 << 20),
    ];

    private static IEnumerable<Comparison> Map<F>()
        where F : struct, IVectorFunction
        => Sizes.Select(size => new Comparison($"{F.Name}/{size}", threads => MapContenders<F>(size, threads))
        {
            Elements = size,
            Bytes = sizeof(float) * (F.Inputs + 1.0) * size,
        });

    private static IEnumerable<Contender> MapContenders<F>(int size, int threads)
        where F : struct, IVectorFunction
    {
        var (x, y, z, result) = (Argument<F>("x", size), Scratch.Take("w", size), Scratch.Take("y", size), Scratch.Take("result", size));
        yield return threads == 1
            ? OneThread<F>(size, x, y, z, result)
            : Workers.Run<MapProgram<F>>(size, threads, size * OperationsPerElement, x, y, z, result);
        yield return Contender.Of(Contender.Loop, () => Loop<F>(x.Span, y.Span, z.Span, result.Span));
        if (F.HasTensor)
            yield return Contender.Of(Contender.TensorPrimitives, () => F.Tensor(x.Span, y.Span, z.Span, result.Span));
    }

    // As in generated code, which has pointers to its values. They stay valid: Scratch keeps the buffers.
    private static unsafe Contender OneThread<F>(int size, AlignedBuffer x, AlignedBuffer y, AlignedBuffer z, AlignedBuffer result)
        where F : struct, IVectorFunction
    {
        float* first = x.Pointer, second = y.Pointer, third = z.Pointer, destination = result.Pointer;
        if (F.IsLight)
            return Contender.Of(Contender.NetGen, () => RowKernel.Run(new LightMapKernel<F>(new(ref *first, ref *second, ref *third, ref *destination)), 0, size));
        return Contender.Of(Contender.NetGen, () => RowKernel.Run(new MapKernel<F>(ref *first, ref *second, ref *third, ref *destination), 0, size));
    }

    private static AlignedBuffer Argument<F>(string role, int size)
        where F : struct, IVectorFunction
    {
        if (!F.NeedsPositive)
            return Scratch.Take(role, size);
        var positive = Scratch.Take("positive", size);
        foreach (ref var value in positive.Span)
            value = MathF.Max(MathF.Abs(value), 0.01f);
        return positive;
    }

    private static void Loop<F>(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> z, Span<float> result)
        where F : struct, IVectorFunction
    {
        for (var i = 0; i < x.Length; i++)
            result[i] = F.Scalar(x[i], y[i], z[i]);
    }

    private static Comparison Softmax(int size) => new($"softmax/{size}", _ => SoftmaxContenders(size)) { Elements = size, Bytes = sizeof(float) * 2.0 * size };

    private static IEnumerable<Contender> SoftmaxContenders(int size)
    {
        var (x, result) = (Scratch.Take("x", size), Scratch.Take("result", size));
        yield return Contender.Of(Contender.NetGen, () => RowKernel.Run(new SoftmaxKernel(ref x.Reference, ref result.Reference, (nuint)size), 0, 1));
        yield return Contender.Of(Contender.Loop, () => SoftmaxLoop(x.Span, result.Span));
        yield return Contender.Of(Contender.TensorPrimitives, () => TensorPrimitives.SoftMax(x.Span, result.Span));
    }

    private static void SoftmaxLoop(ReadOnlySpan<float> x, Span<float> result)
    {
        float largest = float.NegativeInfinity, sum = 0;
        foreach (var value in x)
            largest = MathF.Max(largest, value);
        for (var i = 0; i < x.Length; i++)
            sum += result[i] = MathF.Exp(x[i] - largest);
        foreach (ref var value in result)
            value /= sum;
    }

    // What is stored past the caches must come back from memory for whoever reads it next, which the time of the addition alone does not show.
    private static Comparison AddThenSum(int size) => new($"add-sum/{size}", _ => AddThenSumContenders(size)) { Elements = size, Bytes = sizeof(float) * 4.0 * size };

    private static IEnumerable<Contender> AddThenSumContenders(int size)
    {
        var (x, w, result) = (Scratch.Take("x", size), Scratch.Take("w", size), Scratch.Take("result", size));
        yield return Contender.Of(Contender.NetGen, () =>
        {
            RowKernel.Run(new LightMapKernel<Add>(new(ref x.Reference, ref w.Reference, ref x.Reference, ref result.Reference)), 0, size);
            _sink = Reduction.Sum(ref result.Reference, size);
        });
        yield return Contender.Of(Contender.Loop, () =>
        {
            Loop<Add>(x.Span, w.Span, x.Span, result.Span);
            _sink = ReductionComparisons.SumLoop(result.Span);
        });
        yield return Contender.Of(Contender.TensorPrimitives, () =>
        {
            TensorPrimitives.Add(x.Span, w.Span, result.Span);
            _sink = TensorPrimitives.Sum<float>(result.Span);
        });
    }
}

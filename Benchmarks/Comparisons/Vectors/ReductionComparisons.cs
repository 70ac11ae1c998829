using System.Numerics.Tensors;
using NetGen.Kernels;

namespace NetGen.Benchmarks.Comparisons.Vectors;

/// <summary>Reductions of one row to a number, named by reduction and number of elements. Always on one thread: a sum has one order.</summary>
internal static class ReductionComparisons
{
    private static readonly int[] Sizes = [64, 1024, 16384, 1 << 20];

    private static float _sink;

    /// <summary>All of them.</summary>
    public static IEnumerable<Comparison> All { get; } =
        [.. Sizes.Select(Sum), .. Sizes.Select(BatchSum), .. Sizes.Select(Max), .. Sizes.Select(Dot), .. Sizes.Select(Norm)];

    private static Comparison Sum(int size) => Compare("sum", size, 1, (x, _) =>
    [
        Row<SumReduction>(x, x, size),
        Contender.Of(Contender.Loop, () => _sink = SumLoop(x.Span)),
        Contender.Of(Contender.TensorPrimitives, () => _sink = TensorPrimitives.Sum<float>(x.Span)),
    ]);

    // The loss of a batch: its rounding errors do not grow with the number of rows.
    private static Comparison BatchSum(int size) => Compare("batch-sum", size, 1, (x, _) =>
    [
        Contender.Of(Contender.NetGen, () => _sink = Reduction.Sum(ref x.Reference, size)),
        Contender.Of(Contender.Loop, () => _sink = SumLoop(x.Span)),
        Contender.Of(Contender.TensorPrimitives, () => _sink = TensorPrimitives.Sum<float>(x.Span)),
    ]);

    private static Comparison Max(int size) => Compare("max", size, 1, (x, _) =>
    [
        Row<MaxReduction>(x, x, size),
        Contender.Of(Contender.Loop, () => _sink = MaxLoop(x.Span)),
        Contender.Of(Contender.TensorPrimitives, () => _sink = TensorPrimitives.Max<float>(x.Span)),
    ]);

    private static Comparison Dot(int size) => Compare("dot", size, 2, (x, y) =>
    [
        Row<DotReduction>(x, y, size),
        Contender.Of(Contender.Loop, () => _sink = DotLoop(x.Span, y.Span)),
        Contender.Of(Contender.TensorPrimitives, () => _sink = TensorPrimitives.Dot<float>(x.Span, y.Span)),
        .. Blas(() => _sink = OpenBlas.Dot(size, x, y)),
    ]);

    private static Comparison Norm(int size) => Compare("norm", size, 1, (x, _) =>
    [
        Row<SquareReduction>(x, x, size),
        Contender.Of(Contender.Loop, () => _sink = MathF.Sqrt(DotLoop(x.Span, x.Span))),
        Contender.Of(Contender.TensorPrimitives, () => _sink = TensorPrimitives.Norm<float>(x.Span)),
        .. Blas(() => _sink = OpenBlas.Norm(size, x)),
    ]);

    private static Comparison Compare(string name, int size, int inputs, Func<AlignedBuffer, AlignedBuffer, IEnumerable<Contender>> contenders) =>
        new($"{name}/{size}", _ => contenders(Scratch.Take("x", size), Scratch.Take("w", size)))
        {
            Elements = size,
            Bytes = sizeof(float) * (double)inputs * size,
        };

    private static Contender Row<R>(AlignedBuffer x, AlignedBuffer y, int size)
        where R : struct, IReduction => size switch
        {
            64 => Row<R, Width64>(x, y),
            1024 => Row<R, Width1024>(x, y),
            16384 => Row<R, Width16384>(x, y),
            1 << 20 => Row<R, Width1048576>(x, y),
            _ => throw new ArgumentOutOfRangeException(nameof(size), size, "no such row"),
        };

    private static unsafe Contender Row<R, W>(AlignedBuffer x, AlignedBuffer y)
        where R : struct, IReduction
        where W : struct, IWidth
    {
        // As in generated code, which has pointers to its values. They stay valid: Scratch keeps the buffers.
        float* first = x.Pointer, second = y.Pointer, result = Scratch.Take("scalar", 1).Pointer;
        return Contender.Of(Contender.NetGen, () => RowKernel.Run(new ReductionKernel<R, W>(ref *first, ref *second, ref *result), 0, 1));
    }

    private static IEnumerable<Contender> Blas(Action call) => OpenBlas.IsLoaded ? [Contender.Of(Contender.OpenBlas, call)] : [];

    /// <summary>The sum as a loop computes it, one addition after the other.</summary>
    internal static float SumLoop(ReadOnlySpan<float> x)
    {
        var sum = 0f;
        foreach (var value in x)
            sum += value;
        return sum;
    }

    private static float MaxLoop(ReadOnlySpan<float> x)
    {
        var largest = float.NegativeInfinity;
        foreach (var value in x)
            largest = MathF.Max(largest, value);
        return largest;
    }

    private static float DotLoop(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        var sum = 0f;
        for (var i = 0; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }
}

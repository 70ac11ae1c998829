namespace NetGen.Benchmarks.Comparisons.Products;

/// <summary>Matrix products, named by batch × outputs × inputs of the layer that they belong to.</summary>
internal static class ProductComparisons
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Comparison> All { get; } =
    [
        .. Three<N32, N32>(32),
        .. Three<N50, N50>(50),
        .. Three<N64, N64>(64),
        .. Three<N100, N100>(100),
        .. Three<N128, N128>(128),
        .. Three<N256, N256>(256),
        .. Three<N784, N512>(256),
        .. Three<N512, N512>(512),
        .. Three<N1000, N1000>(1000),
        .. Three<N1024, N1024>(1024),
        .. Three<N2048, N2048>(2048),
        .. Three<N16384, N5000>(128),
        .. Layers<N70, N50>(),
        .. Layers<N50, N25>(),
        .. Layers<N25, N10>(),
        .. Vector<N512, N512>(),
        .. Vector<N784, N512>(),
        .. Vector<N4096, N1024>(),
    ];

    private static IEnumerable<Comparison> Three<TK, TN>(int batch)
        where TK : struct, ISize
        where TN : struct, ISize
    {
        var layer = new Layer<TK, TN>(batch);
        return [layer.Forward("gemm"), layer.Transposed("gemm-transposed"), layer.Outer("gemm-outer")];
    }

    private static IEnumerable<Comparison> Layers<TK, TN>()
        where TK : struct, ISize
        where TN : struct, ISize
        => [new Layer<TK, TN>(1).Relu("layer"), new Layer<TK, TN>(8).Relu("layer"), new Layer<TK, TN>(32).Relu("layer")];

    private static IEnumerable<Comparison> Vector<TK, TN>()
        where TK : struct, ISize
        where TN : struct, ISize
        => [new Layer<TK, TN>(1).Forward("gemv"), new Layer<TK, TN>(1).Transposed("gemv-transposed")];
}

namespace NetGen.Benchmarks.Comparisons;

/// <summary>Something that several contenders compute.</summary>
/// <param name="Name">For example <c>gemm/64x64x64</c>.</param>
/// <param name="Open">Makes the contenders, this library first, for a number of threads.</param>
internal sealed record Comparison(string Name, Func<int, IEnumerable<Contender>> Open)
{
    /// <summary>The floating-point operations that the mathematics needs; 0 where they are not counted.</summary>
    public double Operations { get; init; }

    /// <summary>The elements that are computed; 0 where they are not counted.</summary>
    public double Elements { get; init; }

    /// <summary>The bytes that must be read and written.</summary>
    public double Bytes { get; init; }
}

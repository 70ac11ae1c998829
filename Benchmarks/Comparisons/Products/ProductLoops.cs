using System.Numerics.Tensors;

namespace NetGen.Benchmarks.Comparisons.Products;

/// <summary>The products of a layer as one writes them in C#, and with <see cref="TensorPrimitives"/>.</summary>
internal static class ProductLoops
{
    /// <summary>Y = X · W.</summary>
    public static void Forward(ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> y, int m, int n, int k)
    {
        y.Clear();
        for (var row = 0; row < m; row++)
        {
            for (var i = 0; i < k; i++)
            {
                var factor = x[(row * k) + i];
                for (var j = 0; j < n; j++)
                    y[(row * n) + j] += factor * w[(i * n) + j];
            }
        }
    }

    /// <summary>X = Y · Wᵀ.</summary>
    public static void Transposed(ReadOnlySpan<float> y, ReadOnlySpan<float> w, Span<float> x, int m, int n, int k)
    {
        for (var row = 0; row < m; row++)
        {
            for (var i = 0; i < k; i++)
            {
                var sum = 0f;
                for (var j = 0; j < n; j++)
                    sum += y[(row * n) + j] * w[(i * n) + j];
                x[(row * k) + i] = sum;
            }
        }
    }

    /// <summary>W = Xᵀ · Y.</summary>
    public static void Outer(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> w, int m, int n, int k)
    {
        w.Clear();
        for (var row = 0; row < m; row++)
        {
            for (var i = 0; i < k; i++)
            {
                var factor = x[(row * k) + i];
                for (var j = 0; j < n; j++)
                    w[(i * n) + j] += factor * y[(row * n) + j];
            }
        }
    }

    /// <summary>C[m,n] = A[m,k] · B[n,k]ᵀ, whose rows are multiplied in pairs.</summary>
    public static void Dots(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c, int m, int n, int k)
    {
        for (var row = 0; row < m; row++)
        {
            for (var column = 0; column < n; column++)
                c[(row * n) + column] = TensorPrimitives.Dot(a.Slice(row * k, k), b.Slice(column * k, k));
        }
    }

    /// <summary>W = Xᵀ · Y, to which each row of Y is added k times.</summary>
    public static void MultiplyAdds(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> w, int m, int n, int k)
    {
        w.Clear();
        for (var row = 0; row < m; row++)
        {
            for (var i = 0; i < k; i++)
            {
                var destination = w.Slice(i * n, n);
                TensorPrimitives.MultiplyAdd(y.Slice(row * n, n), x[(row * k) + i], destination, destination);
            }
        }
    }
}

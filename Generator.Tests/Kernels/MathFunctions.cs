using NetGen.Kernels;

namespace NetGen.Tests.Kernels;

/// <summary>A function as vectors compute it and as double precision knows it.</summary>
internal interface IFunction
{
    public static abstract V Vector<V>(V x)
        where V : struct, ISimd<V>;

    public static abstract double Exact(double x);
}

internal readonly struct ExpFunction : IFunction
{
    public static V Vector<V>(V x)
        where V : struct, ISimd<V>
        => VectorMath.Exp(x);

    public static double Exact(double x) => Math.Exp(x);
}

internal readonly struct Expm1Function : IFunction
{
    public static V Vector<V>(V x)
        where V : struct, ISimd<V>
        => VectorMath.Expm1(x);

    // e^x - 1 = tanh(x/2) (e^x + 1): no cancellation.
    public static double Exact(double x) => Math.Abs(x) < 1 ? Math.Tanh(x / 2) * (Math.Exp(x) + 1) : Math.Exp(x) - 1;
}

internal readonly struct LogFunction : IFunction
{
    public static V Vector<V>(V x)
        where V : struct, ISimd<V>
        => VectorMath.Log(x);

    public static double Exact(double x) => Math.Log(x);
}

internal readonly struct Log1pFunction : IFunction
{
    public static V Vector<V>(V x)
        where V : struct, ISimd<V>
        => VectorMath.Log1p(x);

    // ln(1 + x) = 2 artanh(x / (2 + x)): no cancellation.
    public static double Exact(double x) => Math.Abs(x) < 0.5 ? 2 * Math.Atanh(x / (2 + x)) : Math.Log(1 + x);
}

internal readonly struct TanhFunction : IFunction
{
    public static V Vector<V>(V x)
        where V : struct, ISimd<V>
        => VectorMath.Tanh(x);

    public static double Exact(double x) => Math.Tanh(x);
}

internal readonly struct SigmoidFunction : IFunction
{
    public static V Vector<V>(V x)
        where V : struct, ISimd<V>
        => VectorMath.Sigmoid(x);

    public static double Exact(double x) => 1 / (1 + Math.Exp(-x));
}

internal readonly struct SoftplusFunction : IFunction
{
    public static V Vector<V>(V x)
        where V : struct, ISimd<V>
        => VectorMath.Softplus(x);

    public static double Exact(double x) => Math.Max(x, 0) + Log1pFunction.Exact(Math.Exp(-Math.Abs(x)));
}

internal readonly struct ErfFunction : IFunction
{
    public static V Vector<V>(V x)
        where V : struct, ISimd<V>
        => VectorMath.Erf(x);

    // 2/√π e^-x² Σ 2ⁿ x²ⁿ⁺¹ / (2n+1)!!: all terms of one sign, hence no cancellation.
    public static double Exact(double x)
    {
        if (double.IsNaN(x) || Math.Abs(x) > 6)
            return double.IsNaN(x) ? x : Math.Sign(x);
        double term = x, sum = x;
        for (int n = 1; Math.Abs(term) > 1e-20 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}

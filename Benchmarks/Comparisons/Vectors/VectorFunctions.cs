using System.Numerics.Tensors;
using NetGen.Kernels;

namespace NetGen.Benchmarks.Comparisons.Vectors;

internal readonly struct Add : IVectorFunction
{
    public static string Name => "add";

    public static bool IsLight => true;

    public static int Inputs => 2;

    public static V Vector<V>(V x, V y, V z)
        where V : struct, ISimd<V>
        => x + y;

    public static float Scalar(float x, float y, float z) => x + y;

    public static void Tensor(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> z, Span<float> result) => TensorPrimitives.Add(x, y, result);
}

internal readonly struct Multiply : IVectorFunction
{
    public static string Name => "multiply";

    public static bool IsLight => true;

    public static int Inputs => 2;

    public static V Vector<V>(V x, V y, V z)
        where V : struct, ISimd<V>
        => x * y;

    public static float Scalar(float x, float y, float z) => x * y;

    public static void Tensor(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> z, Span<float> result) => TensorPrimitives.Multiply(x, y, result);
}

internal readonly struct MultiplyAdd : IVectorFunction
{
    public static string Name => "fma";

    public static bool IsLight => true;

    public static int Inputs => 3;

    public static V Vector<V>(V x, V y, V z)
        where V : struct, ISimd<V>
        => V.MultiplyAdd(x, y, z);

    public static float Scalar(float x, float y, float z) => MathF.FusedMultiplyAdd(x, y, z);

    public static void Tensor(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> z, Span<float> result) => TensorPrimitives.FusedMultiplyAdd(x, y, z, result);
}

internal readonly struct Relu : IVectorFunction
{
    public static string Name => "relu";

    public static bool IsLight => true;

    public static int Inputs => 1;

    public static V Vector<V>(V x, V y, V z)
        where V : struct, ISimd<V>
        => V.Max(x, V.Zero);

    public static float Scalar(float x, float y, float z) => MathF.Max(x, 0);

    public static void Tensor(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> z, Span<float> result) => TensorPrimitives.Max(x, 0, result);
}

internal readonly struct Sqrt : IVectorFunction
{
    public static string Name => "sqrt";

    public static bool IsLight => true;

    public static int Inputs => 1;

    public static bool NeedsPositive => true;

    public static V Vector<V>(V x, V y, V z)
        where V : struct, ISimd<V>
        => V.Sqrt(x);

    public static float Scalar(float x, float y, float z) => MathF.Sqrt(x);

    public static void Tensor(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> z, Span<float> result) => TensorPrimitives.Sqrt(x, result);
}

internal readonly struct Exp : IVectorFunction
{
    public static string Name => "exp";

    public static int Inputs => 1;

    public static V Vector<V>(V x, V y, V z)
        where V : struct, ISimd<V>
        => VectorMath.Exp(x);

    public static float Scalar(float x, float y, float z) => MathF.Exp(x);

    public static void Tensor(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> z, Span<float> result) => TensorPrimitives.Exp(x, result);
}

internal readonly struct Log : IVectorFunction
{
    public static string Name => "log";

    public static int Inputs => 1;

    public static bool NeedsPositive => true;

    public static V Vector<V>(V x, V y, V z)
        where V : struct, ISimd<V>
        => VectorMath.Log(x);

    public static float Scalar(float x, float y, float z) => MathF.Log(x);

    public static void Tensor(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> z, Span<float> result) => TensorPrimitives.Log(x, result);
}

internal readonly struct Tanh : IVectorFunction
{
    public static string Name => "tanh";

    public static int Inputs => 1;

    public static V Vector<V>(V x, V y, V z)
        where V : struct, ISimd<V>
        => VectorMath.Tanh(x);

    public static float Scalar(float x, float y, float z) => MathF.Tanh(x);

    public static void Tensor(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> z, Span<float> result) => TensorPrimitives.Tanh(x, result);
}

internal readonly struct Sigmoid : IVectorFunction
{
    public static string Name => "sigmoid";

    public static int Inputs => 1;

    public static V Vector<V>(V x, V y, V z)
        where V : struct, ISimd<V>
        => VectorMath.Sigmoid(x);

    public static float Scalar(float x, float y, float z) => 1 / (1 + MathF.Exp(-x));

    public static void Tensor(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> z, Span<float> result) => TensorPrimitives.Sigmoid(x, result);
}

internal readonly struct Softplus : IVectorFunction
{
    public static string Name => "softplus";

    public static int Inputs => 1;

    public static bool HasTensor => false;

    public static V Vector<V>(V x, V y, V z)
        where V : struct, ISimd<V>
        => VectorMath.Softplus(x);

    public static float Scalar(float x, float y, float z) => MathF.Max(x, 0) + MathF.Log(1 + MathF.Exp(-MathF.Abs(x)));
}

internal readonly struct Erf : IVectorFunction
{
    public static string Name => "erf";

    public static int Inputs => 1;

    public static bool HasTensor => false;

    public static V Vector<V>(V x, V y, V z)
        where V : struct, ISimd<V>
        => VectorMath.Erf(x);

    // Abramowitz and Stegun 7.1.26, as it is usually written: an error of 1.5e-7, where the vectors are accurate to the last places.
    public static float Scalar(float x, float y, float z)
    {
        var t = 1 / (1 + (0.3275911f * MathF.Abs(x)));
        var tail = ((((((((1.061405429f * t) - 1.453152027f) * t) + 1.421413741f) * t) - 0.284496736f) * t) + 0.254829592f) * t * MathF.Exp(-x * x);
        return MathF.CopySign(1 - tail, x);
    }
}

internal readonly struct Gelu : IVectorFunction
{
    private const float RootOfHalf = 0.70710678f;

    public static string Name => "gelu";

    public static int Inputs => 1;

    public static bool HasTensor => false;

    public static V Vector<V>(V x, V y, V z)
        where V : struct, ISimd<V>
        => x * V.MultiplyAdd(VectorMath.Erf(x * V.Create(RootOfHalf)), V.Create(0.5f), V.Create(0.5f));

    public static float Scalar(float x, float y, float z) => 0.5f * x * (1 + Erf.Scalar(x * RootOfHalf, 0, 0));
}

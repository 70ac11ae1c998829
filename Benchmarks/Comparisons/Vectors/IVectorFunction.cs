using NetGen.Kernels;

namespace NetGen.Benchmarks.Comparisons.Vectors;

/// <summary>A function of one to three numbers, elementwise, as each contender computes it.</summary>
internal interface IVectorFunction
{
    /// <summary>What it is called on the command line.</summary>
    public static abstract string Name { get; }

    /// <summary>The number of its arguments.</summary>
    public static abstract int Inputs { get; }

    /// <summary>Whether its arguments must be positive.</summary>
    public static virtual bool NeedsPositive => false;

    /// <summary>Whether it is so few instructions that generated code does several vectors in each pass of its loop.</summary>
    public static virtual bool IsLight => false;

    /// <summary>Whether <see cref="Tensor"/> has it.</summary>
    public static virtual bool HasTensor => true;

    /// <summary>As generated code computes it.</summary>
    public static abstract V Vector<V>(V x, V y, V z)
        where V : struct, ISimd<V>;

    /// <summary>As a loop computes it.</summary>
    public static abstract float Scalar(float x, float y, float z);

    /// <summary>As <c>TensorPrimitives</c> computes it.</summary>
    public static virtual void Tensor(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> z, Span<float> result) =>
        throw new NotSupportedException("There is no such method.");
}

using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>The inner and outer width of a matrix product as compile-time constants, so that strides become displacements in the machine code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IMatMulShape
{
    /// <summary>Columns of A. See each product of <see cref="Gemm"/> for its role.</summary>
    public static abstract int K { get; }

    /// <summary>Columns of C.</summary>
    public static abstract int N { get; }
}

/// <summary>
/// The shape of a product with the weights of one of many experts: others have pushed them out of the caches since the last call, and the rows are few. The
/// result is the same, but for the order of additions where <see cref="Gemm"/> says so; what is read and written comes from memory, and is prefetched earlier.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IExpertShape : IMatMulShape;

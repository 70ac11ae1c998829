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

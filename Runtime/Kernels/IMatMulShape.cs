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

    /// <summary>
    /// The rows of A from which on a large B is packed. Fewer pay where B comes from memory in every call: the weights of one of many experts, which others
    /// have pushed out of the caches since.
    /// </summary>
    public static virtual int PackedRows => 64;
}

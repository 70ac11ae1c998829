using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>An elementwise kernel with reductions over the features of each row, written once for every vector width, on one vector of rows of a block.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IBlockKernel
{
    /// <summary>Computes as many rows as a vector has lanes.</summary>
    /// <param name="lane">The first of the rows, within the block.</param>
    /// <typeparam name="V">The vector type to use.</typeparam>
    public void Lanes<V>(nuint lane)
        where V : struct, ISimd<V>;
}

/// <summary>Runs a block kernel on a block.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockKernel
{
    /// <summary>Computes all rows of the block.</summary>
    public static void Run<V, T>(in T kernel)
        where V : struct, ISimd<V>
        where T : struct, IBlockKernel, allows ref struct
    {
        ref T target = ref System.Runtime.CompilerServices.Unsafe.AsRef(in kernel);
        target.Lanes<V>(0);
        target.Lanes<V>((nuint)V.Count);
    }
}

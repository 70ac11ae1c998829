using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>A kernel whose rows are independent of each other, written once for every vector width.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRowKernel
{
    /// <summary>Computes the rows [<paramref name="begin"/>, <paramref name="end"/>).</summary>
    /// <typeparam name="V">The vector type to use.</typeparam>
    public void Rows<V>(nuint begin, nuint end)
        where V : struct, ISimd<V>;
}

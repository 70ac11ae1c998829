using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>What happens to each result of a matrix product while it is still in a register: it must at least be stored.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IEpilogue
{
    /// <summary>
    /// Takes the results C[<paramref name="row"/>, <paramref name="column"/> …]; only the lanes of <paramref name="lanes"/> hold results and may be stored.
    /// Called exactly once for each result, in no particular order, at any vector width.
    /// </summary>
    /// <param name="value">Neighbouring results of one row.</param>
    /// <param name="row">Row of C.</param>
    /// <param name="column">Column of C of the first lane.</param>
    /// <param name="lanes">The lanes that hold results.</param>
    public void Store<V, L>(V value, nuint row, nuint column, L lanes)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V>;

    /// <summary>
    /// Whether <see cref="Store"/> is a few instructions without functions, so that it may stand in one method some 24 times: results then come straight from
    /// the registers of a tile.
    /// </summary>
    public static virtual bool IsShort => false;
}

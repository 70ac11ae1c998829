using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>What happens to each result of a matrix product while it is still in a register: it must at least be stored.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IEpilogue
{
    /// <summary>
    /// Takes the results C[<paramref name="row"/>, <paramref name="column"/> …]; only the lanes of <paramref name="lanes"/> hold results and may be stored.
    /// Called exactly once for each result, in no particular order, at any vector width. Large products call it once more, before, with a vector type whose
    /// loads and stores only prefetch: nothing but what goes through <paramref name="value"/> and <paramref name="lanes"/> may have an effect.
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

    /// <summary>Whether a kernel that knows of results that they are zero may leave them out.</summary>
    public static virtual bool SkipsZeros => false;

    /// <summary>Whether <see cref="StoreRow"/> may be called in place of <see cref="Store"/>.</summary>
    public static virtual bool TakesRows => false;

    /// <summary>Takes a piece of a row of an outer product, each result a value times <paramref name="factor"/>, at any vector width.</summary>
    /// <param name="self">The epilogue.</param>
    /// <param name="factor">What values are multiplied with.</param>
    /// <param name="values">The first of the values.</param>
    /// <param name="row">Row of C.</param>
    /// <param name="column">Column of C of the first result.</param>
    /// <param name="count">The number of results.</param>
    /// <typeparam name="TSelf">The implementing type.</typeparam>
    /// <typeparam name="V">The vector type to use.</typeparam>
    public static virtual void StoreRow<TSelf, V>(in TSelf self, float factor, ref float values, nuint row, nuint column, nuint count)
        where TSelf : struct, IEpilogue, allows ref struct
        where V : struct, ISimd<V> => throw new NotSupportedException($"{typeof(TSelf).Name} takes no rows");
}

using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>
/// Which lanes of a vector take part: all of them in the body of a loop, the first few in its tail. A loop body written over this interface serves both.
/// </summary>
/// <typeparam name="V">The vector type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILanes<V>
    where V : struct, ISimd<V>
{
    /// <summary>Reads the lanes that take part; the others are 0.</summary>
    public V Load(ref float source, nuint offset);

    /// <summary>
    /// As <see cref="Load(ref float, nuint)"/>, where a whole vector may be read if <paramref name="isWhole"/>, which is faster than a part of one: the lanes
    /// that do not take part are unspecified.
    /// </summary>
    public V Load(ref float source, nuint offset, bool isWhole);

    /// <summary>Reads 32-bit integers as floats; lanes that do not take part are 0.</summary>
    public V LoadIntegers(ref int source, nuint offset);

    /// <summary>Writes the lanes that take part.</summary>
    public void Store(V value, ref float destination, nuint offset);

    /// <summary>
    /// As <see cref="Store"/>, in scratch memory of the run. Of a row with nothing behind it the other lanes may be written too: a whole vector is there for
    /// the next load at once, a part of one only when it has reached the cache.
    /// </summary>
    public void StoreScratch(V value, ref float destination, nuint offset);

    /// <summary>Replaces the lanes that do not take part by the identity of a reduction that follows.</summary>
    public V Keep(V value, V identity);
}

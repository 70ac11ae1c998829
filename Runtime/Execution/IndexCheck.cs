using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Checks that the numbers a generated method was given name rows of a table.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class IndexCheck
{
    /// <summary>Checks that all <paramref name="values"/> are from 0 to below <paramref name="count"/>, several at a time.</summary>
    /// <param name="network">The name of the network, for the message.</param>
    /// <param name="name">The name of the tensor, for the message.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="width">How many there are in a row, for the message.</param>
    /// <param name="count">The rows of the table.</param>
    /// <param name="layer">The name of the layer with the table, for the message.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is not.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Below(string network, string name, ReadOnlySpan<int> values, int width, int count, string layer)
    {
        // Taken as unsigned, a negative number is larger than every count.
        Vector<uint> most = Vector<uint>.Zero;
        int at = 0;
        for (; at + Vector<uint>.Count <= values.Length; at += Vector<uint>.Count)
            most = Vector.Max(most, Vector.AsVectorUInt32(new Vector<int>(values[at..])));
        bool fits = Vector.LessThanAll(most, new Vector<uint>((uint)count));
        for (; at < values.Length; at++)
            fits &= (uint)values[at] < (uint)count;
        if (!fits)
            Throw(network, name, values, width, count, layer);
    }

    [DoesNotReturn]
    private static void Throw(string network, string name, ReadOnlySpan<int> values, int width, int count, string layer)
    {
        int at = 0;
        while ((uint)values[at] < (uint)count) at++;
        throw new ArgumentOutOfRangeException(
            name, values[at], $"{network}: '{name}' has {values[at]} in row {at / width}, but '{layer}' has {count} entries; pass numbers from 0 to {count - 1}.");
    }
}

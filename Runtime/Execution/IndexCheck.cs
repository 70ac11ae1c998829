using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Checks that the numbers a generated method was given name something: rows of a table, or classes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class IndexCheck
{
    /// <summary>Checks that all <paramref name="values"/> are from 0 to below <paramref name="count"/>, several at a time.</summary>
    /// <param name="network">The name of the network, for the message.</param>
    /// <param name="name">The name of the tensor, for the message.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="width">How many there are in a row, for the message.</param>
    /// <param name="count">How many things there are to name.</param>
    /// <param name="what">What they are, for the message: <c>'Words' has 5000 entries</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is not.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Below(string network, string name, ReadOnlySpan<int> values, int width, int count, string what)
    {
        if (!AreBelow(values, count))
            Throw(network, name, values, FirstOutside(values, count, 0, 1), width, count, what);
    }

    /// <summary>Checks some places of each row: <paramref name="places"/> of them from <paramref name="first"/> on, <paramref name="distance"/> apart.</summary>
    /// <inheritdoc cref="Below(string, string, ReadOnlySpan{int}, int, int, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Below(string network, string name, ReadOnlySpan<int> values, int width, int count, string what, int first, int distance, int places)
    {
        for (int row = 0; row < values.Length; row += width)
        {
            for (int place = 0; place < places; place++)
            {
                int at = row + first + (place * distance);
                if ((uint)values[at] >= (uint)count)
                    Throw(network, name, values, at, width, count, what);
            }
        }
    }

    /// <summary>Checks that each of <paramref name="values"/>, one a row, is from 0 to <paramref name="most"/>.</summary>
    /// <param name="network">The name of the network, for the message.</param>
    /// <param name="name">The name of the tensor, for the message.</param>
    /// <param name="values">How many of something each row has.</param>
    /// <param name="most">How many there are in a row.</param>
    /// <param name="what">What is counted, for the message.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is not, or is NaN.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void UpTo(string network, string name, ReadOnlySpan<float> values, int most, string what)
    {
        for (int row = 0; row < values.Length; row++)
        {
            if (!(values[row] >= 0 && values[row] <= most))
                ThrowCount(network, name, values[row], row, most, what);
        }
    }

    /// <summary>The place of the first number that is not from 0 to below <paramref name="count"/>, among those from <paramref name="first"/> on that are
    /// <paramref name="distance"/> apart; −1 if there is none.</summary>
    internal static int FirstOutside(ReadOnlySpan<int> values, int count, int first, int distance)
    {
        for (int at = first; at < values.Length; at += distance)
        {
            if ((uint)values[at] >= (uint)count)
                return at;
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool AreBelow(ReadOnlySpan<int> values, int count)
    {
        // Taken as unsigned, a negative number is larger than every count.
        Vector<uint> most = Vector<uint>.Zero;
        int at = 0;
        for (; at + Vector<uint>.Count <= values.Length; at += Vector<uint>.Count)
            most = Vector.Max(most, Vector.AsVectorUInt32(new Vector<int>(values[at..])));
        bool fits = Vector.LessThanAll(most, new Vector<uint>((uint)count));
        for (; at < values.Length; at++)
            fits &= (uint)values[at] < (uint)count;
        return fits;
    }

    [DoesNotReturn]
    private static void ThrowCount(string network, string name, float value, int row, int most, string what) => throw new ArgumentOutOfRangeException(
        name, value, string.Create(CultureInfo.InvariantCulture, $"{network}: '{name}' has {value} in row {row}, but a row has {most} {what}; pass numbers from 0 to {most}."));

    [DoesNotReturn]
    private static void Throw(string network, string name, ReadOnlySpan<int> values, int at, int width, int count, string what)
    {
        string where = width == 1 ? "in" : $"at place {at % width} of";
        throw new ArgumentOutOfRangeException(
            name, values[at], $"{network}: '{name}' has {values[at]} {where} row {at / width}, but {what}; pass numbers from 0 to {count - 1}.");
    }
}

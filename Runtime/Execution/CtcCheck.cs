using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Checks what a generated method was given for <c>Ctc</c>: labels, and numbers of labels and steps.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CtcCheck
{
    /// <summary>Checks that each of <paramref name="values"/>, one a row, is from 0 to <paramref name="most"/>.</summary>
    /// <param name="network">The name of the network, for the message.</param>
    /// <param name="name">The name of the tensor, for the message.</param>
    /// <param name="values">How many labels or steps each row has.</param>
    /// <param name="most">How many there are in a row.</param>
    /// <param name="what">What is counted, for the message.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is not.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Counts(string network, string name, ReadOnlySpan<int> values, int most, string what)
    {
        for (int row = 0; row < values.Length; row++)
        {
            if ((uint)values[row] > (uint)most)
                Throw(name, values[row], $"{network}: '{name}' has {values[row]} in row {row}, but a row has {most} {what}; pass numbers from 0 to {most}.");
        }
    }

    /// <summary>Checks that the first labels of each row are classes and none of them is the blank; what stands behind them does not count.</summary>
    /// <param name="network">The name of the network, for the message.</param>
    /// <param name="name">The name of the tensor, for the message.</param>
    /// <param name="labels">The labels of all rows.</param>
    /// <param name="counts">How many labels each row has, at most <paramref name="width"/>.</param>
    /// <param name="width">How many labels there are in a row.</param>
    /// <param name="classes">The classes, with the blank.</param>
    /// <param name="blank">The class that stands for no label.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is not.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Labels(string network, string name, ReadOnlySpan<int> labels, ReadOnlySpan<int> counts, int width, int classes, int blank)
    {
        for (int row = 0; row < counts.Length; row++)
        {
            ReadOnlySpan<int> own = labels.Slice(row * width, counts[row]);
            for (int at = 0; at < own.Length; at++)
            {
                if ((uint)own[at] >= (uint)classes || own[at] == blank)
                {
                    Throw(name, own[at], $"{network}: '{name}' has {own[at]} at place {at} of row {row}, but the classes of 'Ctc' are 0 to {classes - 1}, and {blank} is the blank; "
                        + "pass classes other than the blank, and in the tensor of counts how many of them the row has.");
                }
            }
        }
    }

    [DoesNotReturn]
    private static void Throw(string name, int value, string message) => throw new ArgumentOutOfRangeException(name, value, message);
}

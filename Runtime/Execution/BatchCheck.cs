using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Checks the lengths of the spans that a generated method was given.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BatchCheck
{
    /// <summary>The rows of a batch, from the length of its first tensor.</summary>
    /// <param name="network">The name of the network, for the message.</param>
    /// <param name="name">The name of the tensor, for the message.</param>
    /// <param name="length">The number of values given.</param>
    /// <param name="width">The number of values in a row.</param>
    /// <exception cref="ArgumentException"><paramref name="length"/> is not a multiple of <paramref name="width"/>.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Rows(string network, string name, int length, int width)
    {
        int rows = length / width;
        if (rows * width != length)
            ThrowPartialRow(network, name, length, width);
        return rows;
    }

    /// <summary>Checks that another tensor of the batch has as many rows.</summary>
    /// <exception cref="ArgumentException">It has not.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Matches(string network, string name, int length, int width, int rows, string first)
    {
        if (length != (long)rows * width)
            ThrowDifferentRows(network, name, length, width, rows, first);
    }

    /// <summary>Checks an output, by number, that may be left out.</summary>
    /// <returns>The output's bit, 0 for an empty span.</returns>
    /// <exception cref="ArgumentException">Some values are given, but not as many as the batch has.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Wanted(string network, string name, int length, int width, int rows, string first, int output)
    {
        if (length == 0)
            return 0;
        Matches(network, name, length, width, rows, first);
        return 1UL << output;
    }

    /// <summary>Checks that a batch has rows, over which a mean can be taken.</summary>
    /// <exception cref="ArgumentException">It has none.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int NotEmpty(string network, string name, int rows)
    {
        if (rows == 0)
            ThrowEmpty(network, name);
        return rows;
    }

    /// <summary>Checks that an output has no memory in common with another tensor of the call, which is read, or written, in no particular order.</summary>
    /// <exception cref="ArgumentException">It has.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apart(string network, string output, ReadOnlySpan<float> written, string name, ReadOnlySpan<float> other)
    {
        if (written.Overlaps(other))
            ThrowOverlap(network, output, name);
    }

    /// <summary>Checks the number of threads that a network is given.</summary>
    /// <param name="network">The name of the network, for the message.</param>
    /// <param name="threads">The number, 0 for all.</param>
    /// <returns><paramref name="threads"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is negative.</exception>
    public static int Threads(string network, int threads) => threads >= 0
        ? threads
        : throw new ArgumentOutOfRangeException(nameof(threads), threads, $"{network}.Threads is {threads}; it must be at least 0, where 0 is all threads of WorkerPool.Shared");

    [DoesNotReturn]
    private static void ThrowEmpty(string network, string name) => throw new ArgumentException(
        $"{network}: '{name}' has no rows, and the gradient is a mean over rows; pass at least one.", name);

    [DoesNotReturn]
    private static void ThrowOverlap(string network, string output, string name) => throw new ArgumentException(
        $"{network}: the memory of the output '{output}' overlaps that of '{name}', which would be overwritten; pass memory of its own.", output);

    [DoesNotReturn]
    private static void ThrowPartialRow(string network, string name, int length, int width) => throw new ArgumentException(
        $"{network}: '{name}' has {length} values, which is not a whole number of rows of {width}; pass rows × {width} values.", name);

    [DoesNotReturn]
    private static void ThrowDifferentRows(string network, string name, int length, int width, int rows, string first) => throw new ArgumentException(
        $"{network}: '{first}' has {rows} rows, so '{name}' must have {rows} × {width} = {(long)rows * width} values, but it has {length}.", name);
}

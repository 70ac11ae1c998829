using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>The rows of tensors as spans: what generated code passes to the methods of an operation with <see cref="OpAttribute"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OpRow
{
    /// <summary>Row <paramref name="row"/> of a tensor with <paramref name="size"/> elements a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<float> Read(ref float first, int row, int size) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref first, (nint)row * size), size);

    /// <summary>Row <paramref name="row"/> of integers with <paramref name="size"/> elements a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<int> Read(ref int first, int row, int size) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref first, (nint)row * size), size);

    /// <summary>Room for a part of a row, holding zeros: memory is used again and again, and what a method leaves out must not depend on that.</summary>
    /// <param name="first">The first element of the result.</param>
    /// <param name="row">The row.</param>
    /// <param name="size">The elements of a row.</param>
    /// <param name="offset">The first element of the part.</param>
    /// <param name="count">The elements of the part.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<float> Write(ref float first, int row, int size, int offset, int count)
    {
        Span<float> span = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref first, (nint)row * size + offset), count);
        span.Clear();
        return span;
    }
}

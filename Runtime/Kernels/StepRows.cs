using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>Moves the states of recurrences.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StepRows
{
    /// <summary>Copies the rows [<paramref name="begin"/>, <paramref name="end"/>) of <paramref name="width"/> floats each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Copy(ref float from, ref float to, int begin, int end, int width) =>
        Rows(ref from, begin, end, width).CopyTo(Rows(ref to, begin, end, width));

    /// <summary>Sets the rows [<paramref name="begin"/>, <paramref name="end"/>) of <paramref name="width"/> floats each to zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Clear(ref float values, int begin, int end, int width) => Rows(ref values, begin, end, width).Clear();

    /// <summary>
    /// Brings the next step's rows [<paramref name="begin"/>, <paramref name="end"/>) to the second cache: between the rows of one step lie all others, so that
    /// the processor does not see by itself what comes next.
    /// </summary>
    /// <param name="values">The first element of row 0; beyond the last step it may be any address.</param>
    /// <param name="begin">First row.</param>
    /// <param name="end">Row to end before.</param>
    /// <param name="stride">Floats from one row to the next.</param>
    /// <param name="width">Floats of a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Prefetch(ref float values, int begin, int end, int stride, int width)
    {
        float* row = (float*)Unsafe.AsPointer(ref values) + ((nint)begin * stride);
        for (int i = begin; i < end; i++, row += stride)
        {
            for (int column = 0; column < width; column += 16)
                Kernels.Prefetch.ToSecondCache(row + column);
        }
    }

    private static Span<float> Rows(ref float values, int begin, int end, int width) =>
        MemoryMarshal.CreateSpan(ref Unsafe.Add(ref values, (nint)begin * width), (end - begin) * width);
}

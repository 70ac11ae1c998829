using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>Moves the states of recurrences.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StepRows
{
    /// <summary>Copies the rows [<paramref name="begin"/>, <paramref name="end"/>) of <paramref name="width"/> floats each.</summary>
    public static void Copy(ref float from, ref float to, int begin, int end, int width) =>
        Rows(ref from, begin, end, width).CopyTo(Rows(ref to, begin, end, width));

    /// <summary>Sets the rows [<paramref name="begin"/>, <paramref name="end"/>) of <paramref name="width"/> floats each to zero.</summary>
    public static void Clear(ref float values, int begin, int end, int width) => Rows(ref values, begin, end, width).Clear();

    private static Span<float> Rows(ref float values, int begin, int end, int width) =>
        MemoryMarshal.CreateSpan(ref Unsafe.Add(ref values, (nint)begin * width), (end - begin) * width);
}

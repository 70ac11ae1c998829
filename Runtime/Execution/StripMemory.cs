using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The memory of values that kernels leave to each other within a strip of rows; those of the next strip replace them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct StripMemory
{
    private readonly float* _start;
    private readonly nint _rows;
    private readonly nint _from;

    internal StripMemory(float* start, int rows, int from)
    {
        _start = start;
        (_rows, _from) = (rows, from);
    }

    /// <summary>A value: the first element that row 0 of the batch would have.</summary>
    /// <param name="offset">Where it lies, in floats for each row of a strip.</param>
    /// <param name="width">Floats of a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public ref float Value(int offset, int width) => ref _start[(offset * _rows) - (width * _from)];
}

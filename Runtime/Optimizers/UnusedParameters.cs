using System.ComponentModel;
using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>The parameters that no row of a step needed: those of experts that nobody chose. Filled by a training program, read by its trainer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class UnusedParameters : IDisposable
{
    private readonly AlignedBuffer _marks;
    private readonly int _count;

    internal UnusedParameters(int count) => (_marks, _count) = (new AlignedBuffer(count), count);

    /// <summary>A float for each parameter, not 0 if it was not needed; valid while this object is reachable.</summary>
    internal float* Pointer => _marks.Pointer;

    internal bool this[int index] => _marks.Pointer[index] != 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Clear() => _marks.Span[.._count].Clear();

    /// <summary>Takes these parameters out of <paramref name="mask"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void RemoveFrom(ParameterMask mask)
    {
        for (int i = 0; i < _count; i++)
        {
            if (this[i])
                mask[i] = false;
        }
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose() => _marks.Dispose();
}

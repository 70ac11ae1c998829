using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>A fixed number of floats that never move, zero at first and aligned to 64 bytes: a cache line and the widest vector.</summary>
/// <remarks>The memory belongs to the garbage collector: a span or reference into it keeps it alive, whatever becomes of the buffer. A bare pointer does not.</remarks>
public sealed unsafe class AlignedBuffer : IDisposable
{
    private const int FloatsPerLine = 16;

    private readonly int _start;
    private float[]? _floats;

    /// <summary>Allocates <paramref name="length"/> floats, all zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    /// <exception cref="OutOfMemoryException">The memory is not to be had.</exception>
    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        int lines = (int)(((long)length + FloatsPerLine - 1) / FloatsPerLine);
        // One line more: arrays are aligned to 8 bytes only.
        _floats = GC.AllocateArray<float>(checked((Math.Max(1, lines) + 1) * FloatsPerLine), pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_floats));
        _start = (int)((64 - (address % 64)) % 64 / sizeof(float));
    }

    /// <summary>Number of floats.</summary>
    public int Length { get; }

    /// <summary>All floats.</summary>
    /// <exception cref="ObjectDisposedException">The buffer has been disposed.</exception>
    public Span<float> Span => Floats.AsSpan(_start, Length);

    /// <summary>The first float; may be read and written up to the next multiple of 16 floats.</summary>
    /// <exception cref="ObjectDisposedException">The buffer has been disposed.</exception>
    public ref float Reference => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Floats), _start);

    /// <summary>The address of the first float, valid while the buffer, or a span into it, is reachable.</summary>
    internal float* Pointer => (float*)Unsafe.AsPointer(ref Reference);

    private float[] Floats
    {
        get
        {
            ObjectDisposedException.ThrowIf(_floats is null, this);
            return _floats;
        }
    }

    /// <summary>Lets go of the memory. Spans taken before stay valid.</summary>
    public void Dispose() => _floats = null;
}

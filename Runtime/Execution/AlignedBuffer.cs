using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>A fixed number of floats in native memory, zero at first and aligned to 64 bytes: a cache line and the widest vector.</summary>
/// <remarks>Native memory does not move, so that references into it need no pinning; but they do not keep the buffer alive either.</remarks>
public sealed unsafe class AlignedBuffer : IDisposable
{
    private const nuint Alignment = 64;
    private readonly nuint _bytes;
    private float* _pointer;

    /// <summary>Allocates <paramref name="length"/> floats, all zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
    /// <exception cref="OutOfMemoryException">The memory is not to be had.</exception>
    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        _bytes = Math.Max(Alignment, ((nuint)length * sizeof(float) + Alignment - 1) / Alignment * Alignment);
        _pointer = (float*)NativeMemory.AlignedAlloc(_bytes, Alignment);
        NativeMemory.Clear(_pointer, _bytes);
        GC.AddMemoryPressure((long)_bytes);
    }

    /// <summary>Frees the memory of a buffer that was not disposed.</summary>
    ~AlignedBuffer() => Free();

    /// <summary>Number of floats.</summary>
    public int Length { get; }

    /// <summary>All floats.</summary>
    /// <exception cref="ObjectDisposedException">The buffer has been disposed.</exception>
    public Span<float> Span => new(Pointer, Length);

    /// <summary>The first float; may be read and written up to the next multiple of 16 floats.</summary>
    /// <exception cref="ObjectDisposedException">The buffer has been disposed.</exception>
    public ref float Reference => ref *Pointer;

    internal float* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(_pointer is null, this);
            return _pointer;
        }
    }

    /// <summary>Frees the memory. No span or reference into it may be used afterwards.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_pointer is null)
            return;
        NativeMemory.AlignedFree(_pointer);
        _pointer = null;
        GC.RemoveMemoryPressure((long)_bytes);
    }
}

using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Memory of a thread for what a kernel packs; it grows to the largest request and stays.</summary>
internal static unsafe class KernelScratch
{
    [ThreadStatic]
    private static AlignedBuffer? _buffer;

    /// <summary>At least <paramref name="floats"/> floats with unspecified contents, aligned to 64 bytes, until the next call on this thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float* Rent(int floats)
    {
        if (_buffer is not { } buffer || buffer.Length < floats)
            _buffer = buffer = new AlignedBuffer(floats);
        return buffer.Pointer;
    }
}

using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>Room for one update of whichever kind, where all workers find it. It does not move.</summary>
internal sealed unsafe class UpdateMemory : IDisposable
{
    private readonly AlignedBuffer _buffer = new(32);

    /// <summary>The update, as a frame carries it; valid while this object is reachable.</summary>
    public void* Pointer => _buffer.Pointer;

    /// <summary>Puts an update here.</summary>
    public void Write<TUpdate>(in TUpdate update)
        where TUpdate : unmanaged, IGradientUpdate
    {
        if (sizeof(TUpdate) > _buffer.Length * sizeof(float))
            throw new InvalidOperationException($"{typeof(TUpdate).Name} has {sizeof(TUpdate)} bytes; there is room for {_buffer.Length * sizeof(float)}");
        Unsafe.WriteUnaligned(Pointer, update);
    }

    public void Dispose() => _buffer.Dispose();
}

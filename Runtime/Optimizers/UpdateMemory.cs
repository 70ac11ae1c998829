using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>Room for some updates of one kind, where all workers find them. It does not move.</summary>
/// <param name="count">The number of updates.</param>
internal sealed unsafe class UpdateMemory(int count = 1) : IDisposable
{
    /// <summary>Floats from one update to the next.</summary>
    public const int Stride = 32;

    private readonly AlignedBuffer _buffer = new(Stride * count);

    /// <summary>The updates, as a frame carries them; valid while this object is reachable.</summary>
    public void* Pointer => _buffer.Pointer;

    /// <summary>Which update is written next.</summary>
    public int Place { private get; set; }

    /// <summary>Puts an update here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public void Write<TUpdate>(in TUpdate update)
        where TUpdate : unmanaged, IGradientUpdate
    {
        if (sizeof(TUpdate) > Stride * sizeof(float))
            throw new InvalidOperationException($"{typeof(TUpdate).Name} has {sizeof(TUpdate)} bytes; there is room for {Stride * sizeof(float)}");
        Unsafe.WriteUnaligned(_buffer.Pointer + (Place * Stride), update);
    }

    public void Dispose() => _buffer.Dispose();
}

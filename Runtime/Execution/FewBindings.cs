using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>The user's buffers of one run where they are few: what <see cref="Bindings"/> is to programs of any size, at less cost for each run.</summary>
/// <param name="rows">Rows of the batch.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct FewBindings(int rows)
{
    /// <summary>The largest number of buffers.</summary>
    public const int Capacity = 6;

    /// <summary>The buffer of each slot; null where nothing is bound.</summary>
    public ref readonly byte Slot0, Slot1, Slot2, Slot3, Slot4, Slot5;

    /// <summary>Rows of the batch.</summary>
    public int Rows { get; } = rows;

    /// <summary>An input as a slot's content.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly byte Of(ReadOnlySpan<float> buffer) => ref Unsafe.As<float, byte>(ref MemoryMarshal.GetReference(buffer));

    /// <summary>An output as a slot's content.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly byte Of(Span<float> buffer) => ref Unsafe.As<float, byte>(ref MemoryMarshal.GetReference(buffer));

    /// <summary>Integers as a slot's content.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly byte Of(ReadOnlySpan<int> buffer) => ref Unsafe.As<int, byte>(ref MemoryMarshal.GetReference(buffer));
}

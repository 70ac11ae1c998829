using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>The user's buffers of one run, in the order of the program's slots. The runner pins them while the program runs.</summary>
/// <param name="rows">Rows of the batch.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[method: MethodImpl(MethodImplOptions.AggressiveOptimization)]
public ref struct Bindings(int rows)
{
    /// <summary>The largest number of buffers.</summary>
    public const int Capacity = 32;

    internal ref readonly byte Slot0, Slot1, Slot2, Slot3, Slot4, Slot5, Slot6, Slot7, Slot8, Slot9, Slot10, Slot11, Slot12, Slot13, Slot14, Slot15;
    internal ref readonly byte Slot16, Slot17, Slot18, Slot19, Slot20, Slot21, Slot22, Slot23, Slot24, Slot25, Slot26, Slot27, Slot28, Slot29, Slot30, Slot31;

    /// <summary>Rows of the batch.</summary>
    public int Rows { get; } = rows;

    /// <summary>Number of buffers added so far: the slot of the next one.</summary>
    public int Count { get; private set; }

    /// <summary>Binds an input to the next slot. An empty span leaves the slot null.</summary>
    public void Add(ReadOnlySpan<float> buffer) => Bind(MemoryMarshal.AsBytes(buffer));

    /// <summary>Binds an output to the next slot. An empty span leaves the slot null.</summary>
    public void Add(Span<float> buffer) => Bind(MemoryMarshal.AsBytes(buffer));

    /// <summary>Binds integers, such as class numbers, to the next slot.</summary>
    public void Add(ReadOnlySpan<int> buffer) => Bind(MemoryMarshal.AsBytes(buffer));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Bind(ReadOnlySpan<byte> bytes)
    {
        switch (Count++)
        {
            case 0: Slot0 = ref MemoryMarshal.GetReference(bytes); break;
            case 1: Slot1 = ref MemoryMarshal.GetReference(bytes); break;
            case 2: Slot2 = ref MemoryMarshal.GetReference(bytes); break;
            case 3: Slot3 = ref MemoryMarshal.GetReference(bytes); break;
            case 4: Slot4 = ref MemoryMarshal.GetReference(bytes); break;
            case 5: Slot5 = ref MemoryMarshal.GetReference(bytes); break;
            case 6: Slot6 = ref MemoryMarshal.GetReference(bytes); break;
            case 7: Slot7 = ref MemoryMarshal.GetReference(bytes); break;
            case 8: Slot8 = ref MemoryMarshal.GetReference(bytes); break;
            case 9: Slot9 = ref MemoryMarshal.GetReference(bytes); break;
            case 10: Slot10 = ref MemoryMarshal.GetReference(bytes); break;
            case 11: Slot11 = ref MemoryMarshal.GetReference(bytes); break;
            case 12: Slot12 = ref MemoryMarshal.GetReference(bytes); break;
            case 13: Slot13 = ref MemoryMarshal.GetReference(bytes); break;
            case 14: Slot14 = ref MemoryMarshal.GetReference(bytes); break;
            case 15: Slot15 = ref MemoryMarshal.GetReference(bytes); break;
            case 16: Slot16 = ref MemoryMarshal.GetReference(bytes); break;
            case 17: Slot17 = ref MemoryMarshal.GetReference(bytes); break;
            case 18: Slot18 = ref MemoryMarshal.GetReference(bytes); break;
            case 19: Slot19 = ref MemoryMarshal.GetReference(bytes); break;
            case 20: Slot20 = ref MemoryMarshal.GetReference(bytes); break;
            case 21: Slot21 = ref MemoryMarshal.GetReference(bytes); break;
            case 22: Slot22 = ref MemoryMarshal.GetReference(bytes); break;
            case 23: Slot23 = ref MemoryMarshal.GetReference(bytes); break;
            case 24: Slot24 = ref MemoryMarshal.GetReference(bytes); break;
            case 25: Slot25 = ref MemoryMarshal.GetReference(bytes); break;
            case 26: Slot26 = ref MemoryMarshal.GetReference(bytes); break;
            case 27: Slot27 = ref MemoryMarshal.GetReference(bytes); break;
            case 28: Slot28 = ref MemoryMarshal.GetReference(bytes); break;
            case 29: Slot29 = ref MemoryMarshal.GetReference(bytes); break;
            case 30: Slot30 = ref MemoryMarshal.GetReference(bytes); break;
            case 31: Slot31 = ref MemoryMarshal.GetReference(bytes); break;
            default: throw new InvalidOperationException($"More than {Capacity} buffers were bound to one run; a program has at most {Capacity} slots.");
        }
    }
}

using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>What a block program sees of one block: its memory, its rows, and the options of the run. Valid only during the call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct BlockFrame
{
    internal float* ParameterBase { private get; init; }
    internal float* GradientBase { private get; init; }
    internal float* SumBase { private get; init; }
    internal float* ValueBase { private get; init; }
    internal float* FixedBase { private get; init; }
    internal byte** Slots { private get; init; }
    internal GradientMask Wanted { private get; init; }

    /// <summary>Rows of the batch.</summary>
    public int Rows { get; internal init; }

    /// <summary>The block's first row in the batch.</summary>
    public int First { get; internal init; }

    /// <summary>Rows of the block that are in the batch, at least 1.</summary>
    public int Count { get; internal init; }

    /// <summary>Rows of the block that this worker computes next, 0 if there is none.</summary>
    public int Next { get; internal init; }

    /// <summary>Whether sums are added to what earlier blocks of the chunk left; otherwise they are set.</summary>
    public bool Accumulate { get; internal init; }

    /// <summary>Number of the training step.</summary>
    public long Step { get; internal init; }

    /// <summary>Seed of the run's random numbers.</summary>
    public ulong Seed { get; internal init; }

    /// <summary>The parameter at <paramref name="offset"/>, in floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float Parameters(int offset) => ref ParameterBase[offset];

    /// <summary>The float at <paramref name="offset"/> of the memory of another network that is bound to slot <paramref name="index"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float Shared(int index, int offset) => ref ((float*)Slots[index])[offset];

    /// <summary>This chunk's part of the gradient of the parameter at <paramref name="offset"/>, in floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float Gradients(int offset) => ref GradientBase[offset];

    /// <summary>This chunk's part of the sum at <paramref name="offset"/>, in floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float Sums(int offset) => ref SumBase[offset];

    /// <summary>The block of values that starts after <paramref name="features"/> features.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float Values(int features) => ref ValueBase[features * Block.MaxWidth];

    /// <summary>The scratch memory that all blocks share, at <paramref name="offset"/>, in floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float Fixed(int offset) => ref FixedBase[offset];

    /// <summary>The block's first row in the user's buffer in slot <paramref name="index"/>, of rows of <paramref name="width"/> values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float Slot(int index, int width) => ref ((float*)Slots[index])[(nint)First * width];

    /// <summary>As <see cref="Slot"/>, of integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref int IntSlot(int index, int width) => ref ((int*)Slots[index])[(nint)First * width];

    /// <summary>Whether the gradient <paramref name="gradientIndex"/> is wanted.</summary>
    public bool Wants(int gradientIndex) => Wanted[gradientIndex];

    /// <summary>Whether any of the gradients <paramref name="first"/> to <paramref name="last"/>, both included, is wanted.</summary>
    public bool WantsAny(int first, int last) => Wanted.Any(first, last);

    /// <summary>Counts a kernel in builds with counters: once a run, in the batch's first block.</summary>
    /// <param name="kernel">The title of the kernel.</param>
    [Conditional("NETGEN_COUNTERS")]
    public void Hit(string kernel)
    {
        if (First == 0)
            KernelCounters.Count(kernel);
    }
}

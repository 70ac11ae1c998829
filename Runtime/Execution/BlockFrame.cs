using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>What a block program sees of one block: its memory, its rows, and the options of the run. Valid only during the call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe struct BlockFrame
{
    internal float* ParameterBase { private readonly get; init; }
    internal float* GradientBase { private readonly get; init; }
    internal float* SumBase { private readonly get; init; }
    internal float* FixedBase { private readonly get; init; }
    internal byte** Slots { private readonly get; init; }
    internal GradientMask Wanted { private readonly get; init; }

    /// <summary>The values of the block; set before each.</summary>
    internal float* ValueBase { private readonly get; set; }

    /// <summary>Rows of the batch.</summary>
    public int Rows { readonly get; internal init; }

    /// <summary>The block's first row in the batch.</summary>
    public int First { readonly get; internal set; }

    /// <summary>Rows of the block that are in the batch, at least 1.</summary>
    public int Count { readonly get; internal set; }

    /// <summary>Rows of the block that this worker computes next, 0 if there is none.</summary>
    public int Next { readonly get; internal set; }

    /// <summary>The blocks to sum over, of which this is the first.</summary>
    public BlockGroup Group { readonly get; internal set; }

    /// <summary>Whether sums are added to what earlier blocks of the chunk left; otherwise they are set.</summary>
    public bool Accumulate { readonly get; internal set; }

    /// <summary>Number of the training step.</summary>
    public long Step { readonly get; internal init; }

    /// <summary>Seed of the run's random numbers.</summary>
    public ulong Seed { readonly get; internal init; }

    /// <summary>The parameter at <paramref name="offset"/>, in floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref float Parameters(int offset) => ref ParameterBase[offset];

    /// <summary>The float at <paramref name="offset"/> of the memory of another network that is bound to slot <paramref name="index"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref float Shared(int index, int offset) => ref ((float*)Slots[index])[offset];

    /// <summary>This chunk's part of the gradient of the parameter at <paramref name="offset"/>, in floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref float Gradients(int offset) => ref GradientBase[offset];

    /// <summary>This chunk's part of the sum at <paramref name="offset"/>, in floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref float Sums(int offset) => ref SumBase[offset];

    /// <summary>The block of values that starts after <paramref name="features"/> features.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref float Values(int features) => ref ValueBase[features * Block.MaxWidth];

    /// <summary>The scratch memory that all blocks share, at <paramref name="offset"/>, in floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref float Fixed(int offset) => ref FixedBase[offset];

    /// <summary>The block's first row in the user's buffer in slot <paramref name="index"/>, of rows of <paramref name="width"/> values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref float Slot(int index, int width) => ref ((float*)Slots[index])[(nint)First * width];

    /// <summary>As <see cref="Slot"/>, of integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref int IntSlot(int index, int width) => ref ((int*)Slots[index])[(nint)First * width];

    /// <summary>Whether the gradient <paramref name="gradientIndex"/> is wanted.</summary>
    public readonly bool Wants(int gradientIndex) => Wanted[gradientIndex];

    /// <summary>Whether any of the gradients <paramref name="first"/> to <paramref name="last"/>, both included, is wanted.</summary>
    public readonly bool WantsAny(int first, int last) => Wanted.Any(first, last);

    /// <summary>Whether the output <paramref name="output"/>, from 0, is wanted.</summary>
    public readonly bool WantsOutput(int output) => Wanted.AnyOutput(output, output);

    /// <summary>Whether any of the outputs <paramref name="first"/> to <paramref name="last"/>, both included, is wanted.</summary>
    public readonly bool WantsAnyOutput(int first, int last) => Wanted.AnyOutput(first, last);

    /// <summary>Counts a kernel in builds with counters: once a run, in the batch's first block.</summary>
    /// <param name="kernel">The title of the kernel.</param>
    [Conditional("NETGEN_COUNTERS")]
    public readonly void Hit(string kernel)
    {
        if (First == 0)
            KernelCounters.Count(kernel);
    }
}

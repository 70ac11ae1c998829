using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>What a running program sees: its memory, its share of the work, and the options of the run. Valid only during the run.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe struct Frame
{
    internal const int RowBlock = 16;

    internal float* ParameterBase { readonly get; init; }
    internal float* GradientBase { readonly get; init; }
    internal float* ArenaBase { readonly get; init; }
    internal float* FixedBase { readonly get; init; }

    /// <summary>The user's buffers; set where they are pinned, around the run.</summary>
    internal byte** Slots { readonly get; set; }

    /// <summary>The update of the run; set where it is known.</summary>
    internal void* UpdateBase { readonly get; set; }

    /// <summary>What each worker does with its share of the gradients at the end of a run whose loss is finite; null for nothing.</summary>
    internal delegate*<in Frame, void> Ending { readonly get; set; }

    internal float* Unused { readonly get; init; }
    internal BarrierState* Meeting { readonly get; init; }

    /// <summary>The gradients to compute; a run that goes on with updates has those that it left.</summary>
    internal GradientMask Wanted { readonly get; set; }

    /// <summary>Rows of the batch.</summary>
    public int Rows { readonly get; internal init; }

    /// <summary>Rows that the arena is laid out for: a multiple of 16, not less than <see cref="Rows"/>.</summary>
    public int Capacity { readonly get; internal init; }

    /// <summary>Number of the training step.</summary>
    public long Step { readonly get; internal init; }

    /// <summary>Seed of the run's random numbers.</summary>
    public ulong Seed { readonly get; internal init; }

    /// <summary>This worker's number, from 0.</summary>
    public int Worker { readonly get; internal init; }

    /// <summary>Number of workers that run the program.</summary>
    public int Workers { readonly get; internal init; }

    /// <summary>This worker's rows [Begin, End): whole blocks of 16, but for the end of the batch. Empty when there are fewer blocks than workers.</summary>
    public readonly (int Begin, int End) RowRange => Split(Rows, RowBlock);

    /// <summary>The parameter at <paramref name="offset"/>, in floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref float Parameters(int offset) => ref ParameterBase[offset];

    /// <summary>The gradient of the parameter at <paramref name="offset"/>, in floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref float Gradients(int offset) => ref GradientBase[offset];

    /// <summary>The float at <paramref name="offset"/> of the memory of another network that is bound to slot <paramref name="index"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref float Shared(int index, int offset) => ref ((float*)Slots[index])[offset];

    /// <summary>What happens to the gradient of one of the parameters that the program updates.</summary>
    /// <param name="place">The parameter's place among these.</param>
    /// <typeparam name="TUpdate">The kind of update that the run was started with.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly ref TUpdate Update<TUpdate>(int place = 0)
        where TUpdate : unmanaged, IGradientUpdate =>
        ref *(TUpdate*)((float*)UpdateBase + (typeof(TUpdate) == typeof(StoreGradient) ? 0 : place * UpdateMemory.Stride));

    /// <summary>
    /// Takes the sum of squares of a gradient in place of the gradient, a product xᵀ · dy, where the run wants it and it is cheaper; false if the product is to be
    /// computed. All workers call it, and it tells all the same.
    /// </summary>
    /// <param name="place">The parameter's place among those that the program updates.</param>
    /// <param name="x">The first element of x.</param>
    /// <param name="dy">The first element of dy.</param>
    /// <param name="rows">Rows of both.</param>
    /// <param name="inputs">Columns of x.</param>
    /// <param name="outputs">Columns of dy.</param>
    /// <typeparam name="TUpdate">The kind of update that the run was started with.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly bool TakesSquares<TUpdate>(int place, ref float x, ref float dy, int rows, int inputs, int outputs)
        where TUpdate : unmanaged, IGradientUpdate =>
        typeof(TUpdate) == typeof(GradientSquares)
        && Update<GradientSquares>(place).TryTake(this, (float*)Unsafe.AsPointer(ref x), (float*)Unsafe.AsPointer(ref dy), rows, inputs, outputs);

    /// <summary>Marks a parameter that no row needs in this run.</summary>
    /// <param name="gradientIndex">The number of its gradient.</param>
    public readonly void MarkUnused(int gradientIndex)
    {
        if (Unused is not null)
            Unused[gradientIndex] = 1;
    }

    /// <summary>The arena array that starts after <paramref name="floatsPerRow"/> floats for each of <see cref="Capacity"/> rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref float Arena(int floatsPerRow) => ref ArenaBase[(nint)floatsPerRow * Capacity];

    /// <summary>The memory of values that only a strip of rows needs: it lies where the rows of the worker would, if each had such memory.</summary>
    /// <param name="floatsPerRow">Where the arena has it.</param>
    /// <param name="width">Floats for each row.</param>
    /// <param name="begin">The first of the rows that the worker goes through.</param>
    /// <param name="rows">The most rows of a strip: no more than the worker goes through.</param>
    /// <param name="from">The first row of the strip.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly StripMemory Strip(int floatsPerRow, int width, int begin, int rows, int from) =>
        new(ArenaPointer(floatsPerRow) + ((nint)begin * width), rows, from);

    /// <summary>Integers in the arena, as <see cref="Arena"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref int ArenaIntegers(int floatsPerRow) => ref *(int*)ArenaPointer(floatsPerRow);

    /// <summary>The rows grouped by the branches of a choice.</summary>
    /// <param name="arena">Where the grouping lies in the arena, in floats a row: three for each place.</param>
    /// <param name="bounds">Where the places of the branches lie in the fixed memory, in floats.</param>
    /// <param name="branches">The number of branches.</param>
    /// <param name="slots">How many branches each row takes.</param>
    /// <param name="placesPerRow">How many places there are at most for each row of the batch.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly RowGroups Groups(int arena, int bounds, int branches, int slots, int placesPerRow) =>
        new((int*)(FixedBase + bounds), (int*)ArenaPointer(arena), (nint)placesPerRow * Capacity, branches, slots, placesPerRow);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly float* ArenaPointer(int floatsPerRow) => ArenaBase + ((nint)floatsPerRow * Capacity);

    /// <summary>The scratch memory that does not grow with the batch, at <paramref name="offset"/>, in floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref float Fixed(int offset) => ref FixedBase[offset];

    /// <summary>The user's buffer in slot <paramref name="index"/>; a null reference where nothing or an empty span was bound.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref float Slot(int index) => ref *(float*)Slots[index];

    /// <summary>The user's integers in slot <paramref name="index"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ref int IntSlot(int index) => ref *(int*)Slots[index];

    /// <summary>Whether the gradient <paramref name="gradientIndex"/> is wanted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly bool Wants(int gradientIndex) => Wanted[gradientIndex];

    /// <summary>Whether any of the gradients <paramref name="first"/> to <paramref name="last"/>, both included, is wanted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly bool WantsAny(int first, int last) => Wanted.Any(first, last);

    /// <summary>Whether the output <paramref name="output"/>, from 0, is wanted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly bool WantsOutput(int output) => Wanted.AnyOutput(output, output);

    /// <summary>Whether any of the outputs <paramref name="first"/> to <paramref name="last"/>, both included, is wanted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly bool WantsAnyOutput(int first, int last) => Wanted.AnyOutput(first, last);

    /// <summary>
    /// This worker's part [Begin, End) of <paramref name="count"/> items. All parts but the last begin and end at a multiple of <paramref name="multiple"/>;
    /// parts differ by at most one multiple, and may be empty.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly (int Begin, int End) Split(int count, int multiple) => Workers == 1 ? (0, count) : Part(count, multiple);

    /// <summary>Whether each worker goes through all rows, of which there are at most half as many as workers, and takes its part of each kernel.</summary>
    private readonly bool IsTogether
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Workers > 1 && Workers >= 2 * (long)Rows;
    }

    /// <summary>The rows that this worker goes through in a program whose <see cref="IProgram.PartsOfRow"/> is more than 1: its own, or, together with the others, all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly (int Begin, int End) Through() => IsTogether ? (0, Rows) : Split(Rows, 1);

    /// <summary>The first of the rows [<paramref name="begin"/>, <paramref name="end"/>) that this worker computes whole in such a program: the same in each kernel.</summary>
    /// <param name="begin">First of the rows that the worker goes through.</param>
    /// <param name="end">Row to end before.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly int FirstRow(int begin, int end) => IsTogether ? Math.Clamp(OwnRow(Worker), begin, end) : begin;

    /// <summary>The row before which this worker ends, as <see cref="FirstRow"/>.</summary>
    /// <param name="begin">First of the rows that the worker goes through.</param>
    /// <param name="end">Row to end before.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly int LastRow(int begin, int end) => IsTogether ? Math.Clamp(OwnRow(Worker + 1), begin, end) : end;

    /// <summary>The first of the items [<paramref name="begin"/>, <paramref name="end"/>) of a kernel in such a program that this worker computes.</summary>
    /// <param name="begin">First item of the rows that the worker goes through.</param>
    /// <param name="end">Item to end before.</param>
    /// <param name="multiple">By how many items parts begin apart from <paramref name="begin"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly int FirstItem(int begin, int end, int multiple) => IsTogether ? begin + Part(end - begin, multiple).Begin : begin;

    /// <summary>The item before which this worker ends, as <see cref="FirstItem"/>.</summary>
    /// <param name="begin">First item of the rows that the worker goes through.</param>
    /// <param name="end">Item to end before.</param>
    /// <param name="multiple">By how many items parts begin apart from <paramref name="begin"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly int LastItem(int begin, int end, int multiple) => IsTogether ? begin + Part(end - begin, multiple).End : end;

    /// <summary>A <see cref="Barrier"/> where workers go through all rows together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly void Meet()
    {
        if (IsTogether)
            Barrier();
    }

    /// <summary>Waits until every worker has come here, after which each sees what the others wrote before. Costs nothing with one worker.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Barrier()
    {
        if (Workers > 1)
            BarrierState.Wait(Meeting, Workers);
    }

    // A single row is the caller's, who has written it.
    private readonly int OwnRow(int worker) => (int)((((long)Rows * worker) + Workers - 1) / Workers);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly (int Begin, int End) Part(int count, int multiple)
    {
        long blocks = ((long)count + multiple - 1) / multiple;
        long begin = blocks * Worker / Workers * multiple;
        long end = blocks * (Worker + 1) / Workers * multiple;
        return ((int)Math.Min(begin, count), (int)Math.Min(end, count));
    }
}

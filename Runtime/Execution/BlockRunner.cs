using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// Runs block programs. Rows are divided into chunks by their number alone; each chunk's sums are computed in order by one worker and merged in order, so
/// that the bits do not depend on the number of workers.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class BlockRunner
{
    private const int MostChunks = 8;

    // Below, merging the sums of a network's parameters would cost more than a few per cent of computing them.
    private const int FewestRowsOfChunk = 128;

    private const int MostBlocksOfGroup = 4;

    // 384 KB, within the second cache.
    private const int MostFloatsOfGroup = 96 * 1024;

    /// <summary>Rows that a workspace needs for a batch: whole blocks, or as many as an <see cref="int"/> holds, which no workspace has room for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Capacity(int rows) => (int)Math.Min(((long)rows + Block.MaxWidth - 1) / Block.MaxWidth * Block.MaxWidth, int.MaxValue);

    /// <summary>Fewer rows leave too many lanes empty: programs with rows as samples are faster.</summary>
    public const int FewestRows = 16;

    /// <summary>Floats that the fixed part of a workspace needs, whatever the batch.</summary>
    public static int FixedFloats<TProgram>()
        where TProgram : IBlockProgram =>
        TProgram.FixedFloats + ((MostChunks - 1) * PartialFloats<TProgram>());

    /// <summary>The most workers that a batch has work for: each takes whole chunks, or blocks where nothing is summed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int MostWorkers<TProgram>(int rows)
        where TProgram : IBlockProgram => PartialFloats<TProgram>() > 0 ? Chunks(rows) : Capacity(rows) / Block.MaxWidth;

    /// <summary>One worker's part of a run; every worker of the run calls it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TProgram>(in Frame frame)
        where TProgram : IBlockProgram
    {
        TProgram.Before(frame);
        if (Vector512.IsHardwareAccelerated)
            RunChunks<TProgram, Simd512>(frame);
        else if (Vector256.IsHardwareAccelerated)
            RunChunks<TProgram, Simd256>(frame);
        else
            RunChunks<TProgram, Simd128>(frame);
        if (PartialFloats<TProgram>() > 0)
            EndRun<TProgram>(frame);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunChunks<TProgram, V>(in Frame frame)
        where TProgram : IBlockProgram
        where V : struct, ISimd<V>
    {
        bool sums = PartialFloats<TProgram>() > 0;
        int rowsOfChunk = sums ? RowsOfChunk(frame.Rows) : Block.MaxWidth;
        (int begin, int end) = frame.Split(frame.Rows, rowsOfChunk);
        float* values = frame.ArenaBase + ((nint)begin * TProgram.FloatsPerRow);
        for (int row = begin; row < end; row += rowsOfChunk)
            RunChunk<TProgram, V>(frame, sums ? row / rowsOfChunk : 0, row, Math.Min(row + rowsOfChunk, end), values);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunChunk<TProgram, V>(in Frame frame, int chunk, int begin, int end, float* values)
        where TProgram : IBlockProgram
        where V : struct, ISimd<V>
    {
        float* partial = Partial<TProgram>(frame, chunk);
        int width = Block.Width<V>(), most = BlocksOfGroup<TProgram>(end - begin);
        nint distance = (nint)TProgram.FloatsPerRow * Block.MaxWidth;
        BlockFrame block = new()
        {
            ParameterBase = frame.ParameterBase,
            GradientBase = chunk == 0 ? frame.GradientBase : partial,
            SumBase = chunk == 0 ? frame.FixedBase + TProgram.SumOffset : partial + TProgram.GradientFloats,
            FixedBase = frame.FixedBase,
            Slots = frame.Slots,
            Wanted = frame.Wanted,
            Rows = frame.Rows,
            Step = frame.Step,
            Seed = frame.Seed,
        };
        for (int first = begin; first < end; first += most * width)
        {
            int blocks = Math.Min(most, (end - first + width - 1) / width);
            for (int i = 0, row = first; i < blocks; i++, row += width)
            {
                block.ValueBase = values + (i * distance);
                block.First = row;
                block.Count = Math.Min(width, end - row);
                block.Next = Math.Clamp(end - row - width, 0, width);
                TProgram.Rows<V>(block);
            }

            if (PartialFloats<TProgram>() > 0)
            {
                block.Group = new BlockGroup(blocks, distance, block.Count);
                block.ValueBase = values;
                block.First = first;
                block.Accumulate = first > begin;
                TProgram.Sums<V>(block);
            }
        }
    }

    /// <summary>Blocks whose values are kept until their sums are computed: more of them load and store the sums less often, fewer stay nearer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int BlocksOfGroup<TProgram>(int rows)
        where TProgram : IBlockProgram => PartialFloats<TProgram>() == 0
            ? 1
            : Math.Clamp(MostFloatsOfGroup / (TProgram.FloatsPerRow * Block.MaxWidth), 1, Math.Min(MostBlocksOfGroup, Capacity(rows) / Block.MaxWidth));

    /// <summary>What follows when all chunks have their sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EndRun<TProgram>(in Frame frame)
        where TProgram : IBlockProgram
    {
        frame.Barrier();
        if (Chunks(frame.Rows) > 1)
            Merge<TProgram>(frame);
        if (TProgram.IsAfterOfSums)
        {
            if (frame.Worker == 0)
                TProgram.After(frame with { Workers = 1 });
        }
        else
        {
            frame.Barrier();
            TProgram.After(frame);
        }

        if (frame.Ending is not null)
            Update<TProgram>(frame);
    }

    /// <summary>Adds the sums of all chunks to those of the first: of the gradients each worker a part, and the first one what else there is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Merge<TProgram>(in Frame frame)
        where TProgram : IBlockProgram
    {
        int chunks = Chunks(frame.Rows), partialFloats = PartialFloats<TProgram>();
        float* partials = Partial<TProgram>(frame, 1);
        (int begin, int end) = frame.Split(TProgram.GradientFloats, ParameterInfo.Alignment);
        RowKernel.Run(new Sums { Total = ref *frame.GradientBase, Partials = ref *partials, Stride = partialFloats, Count = chunks - 1 }, begin, end);
        if (frame.Worker == 0)
        {
            ref float total = ref frame.FixedBase[TProgram.SumOffset];
            RowKernel.Run(new Sums { Total = ref total, Partials = ref partials[TProgram.GradientFloats], Stride = partialFloats, Count = chunks - 1 }, 0, TProgram.SumFloats);
        }
    }

    /// <summary>Ends a run with the update: each worker changes the parameters whose gradients it has merged, once all know the loss.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Update<TProgram>(in Frame frame)
        where TProgram : IBlockProgram
    {
        frame.Barrier();
        if (float.IsFinite(frame.FixedBase[TProgram.LossOffset]))
            frame.Ending(frame with { Rows = TProgram.GradientFloats });
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float* Partial<TProgram>(in Frame frame, int chunk)
        where TProgram : IBlockProgram =>
        frame.FixedBase + TProgram.FixedFloats + ((nint)(chunk - 1) * PartialFloats<TProgram>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PartialFloats<TProgram>()
        where TProgram : IBlockProgram => TProgram.GradientFloats + TProgram.SumFloats;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Chunks(int rows) => (rows + RowsOfChunk(rows) - 1) / RowsOfChunk(rows);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int RowsOfChunk(int rows) => Math.Max(FewestRowsOfChunk, Capacity((rows + MostChunks - 1) / MostChunks));

    private ref struct Sums : IRowKernel
    {
        public ref float Total;
        public ref float Partials;
        public int Stride;
        public int Count;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Rows<V>(nuint begin, nuint end)
            where V : struct, ISimd<V>
        {
            nuint at = begin;
            for (; at + (nuint)V.Count <= end; at += (nuint)V.Count)
                Add<V, FullLanes<V>>(at, default);
            if (at < end)
                Add<V, TailLanes<V>>(at, new(end - at));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly void Add<V, L>(nuint at, L lanes)
            where V : struct, ISimd<V>
            where L : struct, ILanes<V>
        {
            V sum = lanes.Load(ref Total, at);
            for (int i = 0; i < Count; i++)
                sum += lanes.Load(ref Partials, ((nuint)i * (nuint)Stride) + at);
            lanes.Store(sum, ref Total, at);
        }
    }
}

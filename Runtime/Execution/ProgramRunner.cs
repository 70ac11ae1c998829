using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Runs programs on a pool of workers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class ProgramRunner
{
    // Starting and ending a run costs as much as some 30,000 operations, and so does each barrier: a second worker must save more than that.
    private const double OperationsPerWorker = 100_000;
    private const double OperationsPerBarrier = 50_000;

    // What a pass over memory costs for each float, in operations of a matrix product that take as long.
    private const double OperationsPerFloat = 30;

    /// <summary>The largest batch that is run on the stack: one block of rows.</summary>
    public const int StackRows = 16;

    /// <summary>
    /// Runs <typeparamref name="TProgram"/> once. Allocates nothing. The results are the same bits for any number of workers. When a worker fails,
    /// the others stop at their next barrier, and its exception is thrown here; the outputs are then unspecified.
    /// </summary>
    /// <param name="pool">Workers to use; if they are busy with another caller's run, this thread runs alone.</param>
    /// <param name="workspace">Scratch memory that no other run uses at the same time.</param>
    /// <param name="parameters">Start of the parameters, in an <see cref="AlignedBuffer"/> that the caller keeps alive.</param>
    /// <param name="gradients">Start of the gradients, likewise; a null reference when none are computed.</param>
    /// <param name="bindings">The user's buffers.</param>
    /// <param name="options">Everything else.</param>
    /// <exception cref="ArgumentException">The workspace is too small for the batch.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TProgram>(
        WorkerPool pool, Workspace workspace, ref float parameters, ref float gradients, in Bindings bindings, in RunOptions options)
        where TProgram : IProgram
    {
        Frame frame = FrameOf(workspace, ref parameters, ref gradients, bindings.Rows, options);
        fixed (byte* s0 = &bindings.Slot0, s1 = &bindings.Slot1, s2 = &bindings.Slot2, s3 = &bindings.Slot3)
        fixed (byte* s4 = &bindings.Slot4, s5 = &bindings.Slot5, s6 = &bindings.Slot6, s7 = &bindings.Slot7)
        fixed (byte* s8 = &bindings.Slot8, s9 = &bindings.Slot9, s10 = &bindings.Slot10, s11 = &bindings.Slot11)
        fixed (byte* s12 = &bindings.Slot12, s13 = &bindings.Slot13, s14 = &bindings.Slot14, s15 = &bindings.Slot15)
        fixed (byte* s16 = &bindings.Slot16, s17 = &bindings.Slot17, s18 = &bindings.Slot18, s19 = &bindings.Slot19)
        fixed (byte* s20 = &bindings.Slot20, s21 = &bindings.Slot21, s22 = &bindings.Slot22, s23 = &bindings.Slot23)
        fixed (byte* s24 = &bindings.Slot24, s25 = &bindings.Slot25, s26 = &bindings.Slot26, s27 = &bindings.Slot27)
        fixed (byte* s28 = &bindings.Slot28, s29 = &bindings.Slot29, s30 = &bindings.Slot30, s31 = &bindings.Slot31)
        {
            byte** slots = stackalloc byte*[Bindings.Capacity]
            {
                s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, s12, s13, s14, s15,
                s16, s17, s18, s19, s20, s21, s22, s23, s24, s25, s26, s27, s28, s29, s30, s31,
            };
            frame.Slots = slots;
            Run<TProgram>(pool, ref frame, options);
        }

        GC.KeepAlive(workspace);
    }

    /// <inheritdoc cref="Run{TProgram}(WorkerPool, Workspace, ref float, ref float, in Bindings, in RunOptions)"/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TProgram>(
        WorkerPool pool, Workspace workspace, ref float parameters, ref float gradients, in FewBindings bindings, in RunOptions options)
        where TProgram : IProgram
    {
        Frame frame = FrameOf(workspace, ref parameters, ref gradients, bindings.Rows, options);
        fixed (byte* s0 = &bindings.Slot0, s1 = &bindings.Slot1, s2 = &bindings.Slot2, s3 = &bindings.Slot3, s4 = &bindings.Slot4, s5 = &bindings.Slot5)
        {
            byte** slots = stackalloc byte*[FewBindings.Capacity] { s0, s1, s2, s3, s4, s5 };
            frame.Slots = slots;
            Run<TProgram>(pool, ref frame, options);
        }

        GC.KeepAlive(workspace);
    }

    /// <summary>
    /// Runs a small program without gradients once, on this thread, in scratch memory on its stack: nothing is rented, and nothing is shared with
    /// other threads.
    /// </summary>
    /// <param name="parameters">Start of the parameters, in an <see cref="AlignedBuffer"/> that the caller keeps alive.</param>
    /// <param name="bindings">The user's buffers; at most <see cref="StackRows"/> rows.</param>
    /// <param name="floatsPerRow">Floats of the arena for each row; with <paramref name="fixedFloats"/> no more than the stack is sure to have.</param>
    /// <param name="fixedFloats">Floats that do not grow with the batch.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunOnStack<TProgram>(ref float parameters, in FewBindings bindings, int floatsPerRow, int fixedFloats)
        where TProgram : IProgram
    {
        int arenaFloats = (floatsPerRow * StackRows + 15) & ~15;
        float* memory = stackalloc float[arenaFloats + fixedFloats + 16];
        float* arena = (float*)(((nuint)memory + 63) & ~(nuint)63);
        fixed (byte* s0 = &bindings.Slot0, s1 = &bindings.Slot1, s2 = &bindings.Slot2, s3 = &bindings.Slot3, s4 = &bindings.Slot4, s5 = &bindings.Slot5)
        {
            byte** slots = stackalloc byte*[FewBindings.Capacity] { s0, s1, s2, s3, s4, s5 };
            Frame frame = new()
            {
                ParameterBase = (float*)Unsafe.AsPointer(ref parameters),
                ArenaBase = arena,
                FixedBase = arena + arenaFloats,
                Slots = slots,
                Rows = bindings.Rows,
                Capacity = StackRows,
                Workers = 1,
            };
            TProgram.Run(frame);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Frame FrameOf(Workspace workspace, ref float parameters, ref float gradients, int rows, in RunOptions options)
    {
        if (rows > workspace.Capacity)
            ThrowTooManyRows(rows, workspace);
        return new()
        {
            // Both are in pinned memory, or null.
            ParameterBase = (float*)Unsafe.AsPointer(ref parameters),
            GradientBase = (float*)Unsafe.AsPointer(ref gradients),
            ArenaBase = workspace.ArenaPointer,
            FixedBase = workspace.FixedPointer,
            Rows = rows,
            Capacity = workspace.Capacity,
            Step = options.Step,
            Seed = options.Seed,
            Wanted = options.Wanted,
            Unused = options.Unused is { } unused ? unused.Pointer : null,
            Workers = 1,
        };
    }

    [DoesNotReturn]
    private static void ThrowTooManyRows(int rows, Workspace workspace) => throw new ArgumentException(
        $"The batch has {rows} rows but the workspace was made for {workspace.Capacity}; rent one of {rows} rows.", nameof(workspace));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Run<TProgram>(WorkerPool pool, ref Frame frame, in RunOptions options)
        where TProgram : IProgram
    {
        delegate*<in Frame, void> program = &TProgram.Run;
        StoreGradient store = new(ref frame.Gradients(0));
        frame.UpdateBase = &store;
        if (options.Update is { } update)
        {
            program = update.Program;
            frame.UpdateBase = update.Update;
        }

        int workers = options.Operations < 2 * OperationsPerWorker ? 1 : WorkersFor<TProgram>(pool, frame.Rows, options);
        if (workers > 1)
        {
            // One worker would gain nothing.
            if (TProgram.LossOffset >= 0)
                options.Ending?.Prepare(ref frame);
            pool.Run(frame, program, workers, options.Operations);
        }
        else if (options.Update is null)
            TProgram.Run(frame);
        else
            program(frame);

        if (options.Update is { IsClipping: true } waiting)
            Continue(pool, ref frame, waiting, workers, options.Operations);
    }

    /// <summary>The second part of a run whose updates waited for the norm of the gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Continue(WorkerPool pool, ref Frame frame, FusedUpdate update, int workers, double operations)
    {
        delegate*<in Frame, void> program = update.Continue(ref frame);
        if (program is null)
            return;
        if (workers > 1)
            pool.Run(frame, program, workers, operations);
        else
            program(frame);
    }

    /// <summary>Runs a program without barriers that goes over a number of floats, <see cref="Frame.Rows"/>, in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void RunPass(WorkerPool pool, in Frame frame, delegate*<in Frame, void> program, int threads)
    {
        double operations = OperationsPerFloat * frame.Rows;
        // Short passes are for one worker whatever else holds, and over as soon as that could be found out.
        if (operations < 2 * OperationsPerWorker)
        {
            program(frame);
            return;
        }

        int workers = WorkersFor(pool, frame.Rows / Frame.RowBlock, new RunOptions { Threads = threads, Operations = operations });
        if (workers > 1)
            pool.Run(frame, program, workers, operations);
        else
            program(frame);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    private static int WorkersFor<TProgram>(WorkerPool pool, int rows, in RunOptions options)
        where TProgram : IProgram
    {
        int shares = TProgram.Shares(rows);
        if (TProgram.PartsOfRow == 1)
            return Math.Min(WorkersFor(pool, shares, options), TProgram.MostWorkers(rows));

        // Together they meet between kernels, which two for each row make up for.
        int most = (int)Math.Min((long)shares * TProgram.PartsOfRow, int.MaxValue);
        int workers = Math.Min(WorkersFor(pool, most, options), most);
        return workers < 2 * (long)shares ? Math.Min(workers, shares) : workers;
    }

    /// <summary>How many workers a run of so many operations and barriers pays for; without barriers each worker has a share of the rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int WorkersFor(WorkerPool pool, int shares, in RunOptions options)
    {
        int most = options.Threads > 0 ? Math.Min(options.Threads, pool.Threads) : pool.Threads;
        if (options.Barriers == 0)
            most = Math.Min(most, Math.Max(1, shares));
        return (int)Math.Clamp(options.Operations / (OperationsPerWorker + (OperationsPerBarrier * options.Barriers)), 1, most);
    }
}

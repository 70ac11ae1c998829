using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Runs programs on a pool of workers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class ProgramRunner
{
    // About 10 µs of one core. A training step meets at some twenty barriers of 0.1 to 0.2 µs, and where other processes want the cores a worker that
    // is not scheduled holds up all others: below this, a second worker gains little and may lose much.
    private const double OperationsPerWorker = 2_000_000;

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
            Workers = 1,
        };
    }

    [DoesNotReturn]
    private static void ThrowTooManyRows(int rows, Workspace workspace) => throw new ArgumentException(
        $"The batch has {rows} rows but the workspace was made for {workspace.Capacity}; rent one of {rows} rows.", nameof(workspace));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<TProgram>(WorkerPool pool, ref Frame frame, in RunOptions options)
        where TProgram : IProgram
    {
        int workers = options.Operations < 2 * OperationsPerWorker ? 1 : WorkersFor(pool, options);
        if (options.Update is { } update)
        {
            frame.UpdateBase = update.Update;
            Run(pool, frame, update.Program, workers);
            GC.KeepAlive(update);
            return;
        }

        StoreGradient store = new(ref frame.Gradients(0));
        frame.UpdateBase = &store;
        if (workers == 1 || !pool.TryRun(frame, &TProgram.Run, workers))
            TProgram.Run(frame);
    }

    /// <summary>Runs a program with <paramref name="workers"/> workers, or alone while the pool is busy.</summary>
    internal static void Run(WorkerPool pool, in Frame frame, delegate*<in Frame, void> program, int workers)
    {
        if (workers == 1 || !pool.TryRun(frame, program, workers))
            program(frame);
    }

    private static int WorkersFor(WorkerPool pool, in RunOptions options)
    {
        int most = options.Threads > 0 ? Math.Min(options.Threads, pool.Threads) : pool.Threads;
        return (int)Math.Clamp(options.Operations / OperationsPerWorker, 1, most);
    }
}

using System.Runtime.ExceptionServices;

namespace NetGen.Kernels;

/// <summary>
/// Threads that run programs together with the thread that asks for it. They start with the first run that needs them, spin for about 50 µs after each
/// run so that the next one starts within a fraction of a microsecond, and then park.
/// </summary>
/// <remarks>Safe for concurrent callers: while one run has the pool, every other caller runs alone, with the same result.</remarks>
public sealed unsafe class WorkerPool : IDisposable
{
    private readonly WorkerThread?[] _threads;
    private readonly AlignedBuffer _barrierMemory = new(sizeof(BarrierState) / sizeof(float));
    private int _busy;
    private int _pending;
    private int _disposed;
    private Frame* _frame;
    private delegate*<in Frame, void> _program;
    private Exception? _failure;

    /// <summary>Creates a pool without starting any thread yet.</summary>
    /// <param name="threads">Number of threads that work on a run, with the caller's.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is below 1.</exception>
    public WorkerPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        _threads = new WorkerThread?[threads - 1];
    }

    /// <summary>The pool of all networks that are not given another one: as many threads as the machine has processors. It cannot be disposed.</summary>
    public static WorkerPool Shared { get; } = new(Environment.ProcessorCount);

    /// <summary>Number of threads that work on a run, with the caller's.</summary>
    public int Threads { get; }

    /// <summary>Waits for a run in progress and ends the threads. Later runs work on the caller's thread alone.</summary>
    public void Dispose()
    {
        if (ReferenceEquals(this, Shared) || Interlocked.Exchange(ref _disposed, 1) != 0)
            return;

        // Never released: whoever comes later finds the pool busy and runs alone.
        SpinWait wait = default;
        while (Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
            wait.SpinOnce();

        foreach (WorkerThread? thread in _threads)
            thread?.Stop();
        _barrierMemory.Dispose();
    }

    /// <summary>Runs the program on <paramref name="workers"/> threads, or does nothing and returns false when the pool is busy.</summary>
    internal bool TryRun(in Frame frame, delegate*<in Frame, void> program, int workers)
    {
        if (workers > Threads || Volatile.Read(ref _busy) != 0 || Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
            return false;

        try
        {
            BarrierState* barrier = (BarrierState*)_barrierMemory.Pointer;
            *barrier = default;
            Frame shared = frame with { Workers = workers, Meeting = barrier };
            _frame = &shared;
            _program = program;
            _failure = null;
            _pending = workers - 1;
            for (int i = 0; i < workers - 1; i++)
                (_threads[i] ??= new WorkerThread(this, i + 1)).Assign();

            Work(0);
            AwaitOthers();
            if (_failure is { } failure)
                ExceptionDispatchInfo.Throw(failure);
            return true;
        }
        finally
        {
            _failure = null;
            Volatile.Write(ref _busy, 0);
        }
    }

    /// <summary>Does the share of one worker; its failure is kept for the caller of the run.</summary>
    internal void Work(int worker)
    {
        try
        {
            _program(*_frame with { Worker = worker });
        }
        catch (BrokenBarrierException)
        {
            // The worker that broke the barrier has recorded why.
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
            BarrierState.Break(_frame->Meeting);
        }
    }

    /// <summary>Called by a thread after its share, when it is ready for another assignment.</summary>
    internal void Done() => Interlocked.Decrement(ref _pending);

    private void AwaitOthers()
    {
        for (int spins = 0; Volatile.Read(ref _pending) != 0; spins++)
        {
            if (spins < BarrierState.SpinsBeforeYield)
                Thread.SpinWait(1);
            else
                Thread.Yield();
        }
    }
}

using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// Threads that run networks together with the thread that asks for it. They start with the first run that needs them, spin for a while after each run so
/// that the next one starts within a fraction of a microsecond, and then park.
/// </summary>
/// <remarks>
/// Safe for concurrent callers: while one run has the pool, every other caller runs alone, with the same result, and the one leaves a processor to each of
/// these. Runs of less than some 0.1 ms do not wait for parked threads, and runs of less than some 10 ms not for a machine whose processors are busy with
/// other work: they run on the caller's thread.
/// </remarks>
public sealed unsafe class WorkerPool : IDisposable
{
    // Less than 0.1 ms of one core: shorter than waking a thread pays for.
    private const double OperationsWithoutWaking = 20_000_000;

    // 10 ms of one core: longer runs go through many turns of the scheduler anyway.
    private const double OperationsOfShortRun = 2_400_000_000;

    // The time that an operation takes on one core at its best.
    private static readonly double TicksPerOperation = Stopwatch.Frequency * 4e-12;

    // Half a millisecond: what it takes to wake a thread on a processor that sleeps, with room to spare.
    private static readonly long TicksToWake = Stopwatch.Frequency / 2000;

    // More would only take memory for their stacks: a run never gives a thread less than a share worth handing over.
    private static readonly int MostThreads = Math.Max(1024, Environment.ProcessorCount);

    private static readonly WorkerPool Default = new(Environment.ProcessorCount);
    private static WorkerPool _shared = Default;

    private readonly WorkerThread[] _threads;
    private readonly AlignedBuffer _barrierMemory = new(sizeof(BarrierState) / sizeof(float));
    private readonly int _processors;
    private Callers _callers;
    private ShortRuns _shortRuns;
    private int _started;
    private int _busy;
    private int _disposed;
    private Exception? _failure;

    /// <summary>Creates a pool whose threads spin for 50 µs, without starting any thread yet.</summary>
    /// <param name="threads">Number of threads that work on a run, with the caller's.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is below 1, or above 1024 and the number of processors.</exception>
    public WorkerPool(int threads)
        : this(threads, TimeSpan.FromMicroseconds(50))
    {
    }

    /// <summary>Creates a pool without starting any thread yet.</summary>
    /// <param name="threads">Number of threads that work on a run, with the caller's.</param>
    /// <param name="spinTime">
    /// How long a thread spins for the next run before it parks; <see cref="Timeout.InfiniteTimeSpan"/> for always, which gives the shortest response at
    /// any time and takes a processor from everything else.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="threads"/> is below 1, or above 1024 and the number of processors, or <paramref name="spinTime"/> is negative and not <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </exception>
    public WorkerPool(int threads, TimeSpan spinTime)
    {
        if (threads < 1 || threads > MostThreads)
            throw new ArgumentOutOfRangeException(nameof(threads), threads, $"a pool cannot have {threads} threads; give a number from 1, which is the caller's own, to {MostThreads}");
        if (spinTime < TimeSpan.Zero && spinTime != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(
                nameof(spinTime), spinTime, $"the threads of a pool cannot spin for {spinTime}; give a time from zero on, or Timeout.InfiniteTimeSpan to spin always");
        }

        Threads = threads;
        SpinTime = spinTime;
        _threads = new WorkerThread[threads - 1];
        _processors = Math.Max(threads, Environment.ProcessorCount);
    }

    /// <summary>
    /// The pool that all networks run on: at first one of as many threads as the machine has processors. Set it to a pool of another size before networks
    /// are used; runs in progress keep the pool that they started with.
    /// </summary>
    public static WorkerPool Shared
    {
        get => Volatile.Read(ref _shared);
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Volatile.Write(ref _shared, value);
        }
    }

    /// <summary>Number of threads that work on a run, with the caller's.</summary>
    public int Threads { get; }

    /// <summary>How long a thread spins for the next run before it parks.</summary>
    public TimeSpan SpinTime { get; }

    /// <summary>
    /// Waits for a run in progress and ends the threads. Later runs work on the caller's thread alone. Does nothing to the pool that
    /// <see cref="Shared"/> is at first.
    /// </summary>
    public void Dispose()
    {
        if (ReferenceEquals(this, Default) || Interlocked.Exchange(ref _disposed, 1) != 0)
            return;

        // Never released: whoever comes later finds the pool busy and runs alone.
        SpinWait wait = default;
        while (Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
            wait.SpinOnce();

        foreach (WorkerThread thread in _threads.AsSpan(0, _started))
            thread.Stop();
        _barrierMemory.Dispose();
    }

    /// <summary>
    /// Runs the program on <paramref name="workers"/> threads, or on the caller's alone when the pool is busy or the run too short to wait for it.
    /// </summary>
    /// <param name="frame">What the program sees, but for its workers.</param>
    /// <param name="program">What to run.</param>
    /// <param name="workers">At least 2.</param>
    /// <param name="operations">Estimated floating-point operations of all workers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Run(in Frame frame, delegate*<in Frame, void> program, int workers, double operations)
    {
        int others = _callers.Enter() - 1;
        try
        {
            workers = Math.Min(workers, _processors - others);
            if (workers < 2 || !TryRun(frame, program, workers, operations))
                RunAlone(frame, program, operations);
        }
        finally
        {
            _callers.Leave();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunAlone(in Frame frame, delegate*<in Frame, void> program, double operations)
    {
        long begin = operations < OperationsWithoutWaking ? Stopwatch.GetTimestamp() : 0;
        program(frame);
        if (begin != 0)
            _shortRuns.RanAlone(begin);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryRun(in Frame frame, delegate*<in Frame, void> program, int workers, double operations)
    {
        if (workers > Threads || Volatile.Read(ref _busy) != 0 || Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
            return false;

        try
        {
            ReadOnlySpan<WorkerThread> threads = ThreadsBeside(workers - 1);
            if (operations < OperationsOfShortRun && !_shortRuns.MayStart(threads, operations < OperationsWithoutWaking))
                return false;
            Start(frame, program, threads, operations);
            return true;
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ReadOnlySpan<WorkerThread> ThreadsBeside(int count)
    {
        for (; _started < count; _started++)
            _threads[_started] = new WorkerThread(this, _started + 1, SpinTime);
        return _threads.AsSpan(0, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long AllowanceOf(double operations, ReadOnlySpan<WorkerThread> threads)
    {
        // Up to some 100 µs, waits are never long.
        double share = operations < OperationsWithoutWaking ? 0 : operations * TicksPerOperation;
        return (long)(ShortRuns.AreSpinning(threads) ? share : share + TicksToWake);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Start(in Frame frame, delegate*<in Frame, void> program, ReadOnlySpan<WorkerThread> threads, double operations)
    {
        BarrierState* barrier = (BarrierState*)_barrierMemory.Pointer;
        int workers = threads.Length + 1;
        long allowance = operations < OperationsOfShortRun ? AllowanceOf(operations / workers, threads) : long.MaxValue;
        BarrierState.SetAllowance(barrier, allowance);
        Frame shared = frame with { Workers = workers, Meeting = barrier };
        bool isCrowded = false;
        foreach (WorkerThread thread in threads)
            isCrowded |= thread.Assign(&shared, program);

        Work(0, &shared, program);
        foreach (WorkerThread thread in threads)
            isCrowded |= thread.AwaitShare(allowance);
        isCrowded |= BarrierState.TakeLongWaits(barrier);
        if (operations < OperationsOfShortRun)
            _shortRuns.Ended(isCrowded);
        if (_failure is { } failure)
        {
            _failure = null;
            *barrier = default;
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Does the share of one worker; its failure is kept for the caller of the run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Work(int worker, Frame* frame, delegate*<in Frame, void> program)
    {
        try
        {
            program(*frame with { Worker = worker });
        }
        catch (BrokenBarrierException)
        {
            // The worker that broke the barrier has recorded why.
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
            BarrierState.Break(frame->Meeting);
        }
    }
}

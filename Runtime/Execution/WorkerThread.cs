using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>One thread of a <see cref="WorkerPool"/>. Its state says whose turn it is; only the pool assigns, only the thread goes idle or parks.</summary>
internal sealed unsafe class WorkerThread
{
    private const int Spinning = 0, Assigned = 1, Parked = 2, Waking = 3, Stopping = 4;
    private const int TurnsBetweenLooksAtTheClock = 64;

    // 80 µs: a signal to a processor that sleeps takes up to 60.
    private static readonly long TicksToSignal = Stopwatch.Frequency / 12_500;

    // 1 ms: several times what a run takes that threads are woken ahead for.
    private static readonly long LongestMoreTicks = Stopwatch.Frequency / 1000;

    private readonly WorkerPool _pool;
    private readonly int _worker;
    private readonly long _spinTicks;
    private readonly AutoResetEvent _wake = new(false);

    // Next to the state, so that they come to the thread with it.
    private Frame* _frame;
    private delegate*<in Frame, void> _program;
    private int _state = Waking;
    private long _moreTicks;

    /// <summary>Starts the thread.</summary>
    /// <param name="pool">The pool whose runs it works on.</param>
    /// <param name="worker">Its number in a run, from 1.</param>
    /// <param name="spinTime">How long it spins for its next share before it parks.</param>
    public WorkerThread(WorkerPool pool, int worker, TimeSpan spinTime)
    {
        _pool = pool;
        _worker = worker;
        _spinTicks = spinTime < TimeSpan.Zero ? long.MaxValue : (long)Math.Min(spinTime.TotalSeconds * Stopwatch.Frequency, long.MaxValue / 2);
        new Thread(Loop) { IsBackground = true, Name = $"netgen worker {worker}" }.UnsafeStart();
    }

    /// <summary>Whether the thread would start on a share at once. Not while it wakes: a processor that sleeps takes a tenth of a millisecond to.</summary>
    public bool IsSpinning => Volatile.Read(ref _state) == Spinning;

    /// <summary>Whether the thread has gone to sleep for want of runs.</summary>
    public bool IsParked => Volatile.Read(ref _state) == Parked;

    /// <summary>Lets the thread do its share of a run, and returns whether it seems to have begun on the caller's processor instead of one of its own.</summary>
    public bool Assign(Frame* frame, delegate*<in Frame, void> program)
    {
        _frame = frame;
        _program = program;
        return Set(Assigned);
    }

    /// <summary>Waits until the thread has done its share, and returns whether that took longer than it may.</summary>
    /// <param name="allowance">How long it may take, as <see cref="LongWait"/> has it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool AwaitShare(long allowance)
    {
        LongWait wait = new(allowance);
        while (Volatile.Read(ref _state) == Assigned)
            wait.Once();
        return wait.IsExceeded;
    }

    /// <summary>Lets a parked thread spin again, for a share that may come soon.</summary>
    /// <param name="moreTicks">How much longer than usual it spins this once, in ticks of <see cref="Stopwatch"/>; nothing if negative.</param>
    public void Wake(long moreTicks)
    {
        if (Interlocked.CompareExchange(ref _state, Waking, Parked) != Parked)
            return;
        Volatile.Write(ref _moreTicks, Math.Clamp(moreTicks, 0, LongestMoreTicks));
        _wake.Set();
    }

    /// <summary>Ends the thread.</summary>
    public void Stop() => Set(Stopping);

    private bool Set(int state)
    {
        if (Interlocked.Exchange(ref _state, state) != Parked)
            return false;
        long begin = Stopwatch.GetTimestamp();
        _wake.Set();
        return Stopwatch.GetTimestamp() - begin > TicksToSignal;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Loop()
    {
        Interlocked.CompareExchange(ref _state, Spinning, Waking);
        while (AwaitAssignment())
        {
            _pool.Work(_worker, _frame, _program);
            Volatile.Write(ref _state, Spinning);
        }

        _wake.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool AwaitAssignment()
    {
        long start = 0, moreTicks = 0;
        for (int turn = 1; Volatile.Read(ref _state) == Spinning; turn++)
        {
            Spin.Once(turn);
            if (turn % TurnsBetweenLooksAtTheClock != 0)
                continue;
            long now = Stopwatch.GetTimestamp();
            if (start == 0)
            {
                start = now;
            }
            else if (now - start - moreTicks > _spinTicks)
            {
                Park();
                start = 0;
                moreTicks = Volatile.Read(ref _moreTicks);
            }
        }

        return Volatile.Read(ref _state) == Assigned;
    }

    private void Park()
    {
        if (Interlocked.CompareExchange(ref _state, Parked, Spinning) != Spinning)
            return;
        _wake.WaitOne();
        Interlocked.CompareExchange(ref _state, Spinning, Waking);
    }
}

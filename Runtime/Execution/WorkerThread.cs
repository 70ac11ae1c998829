using System.Diagnostics;

namespace NetGen.Kernels;

/// <summary>One thread of a <see cref="WorkerPool"/>. Its state says whose turn it is; only the pool assigns, only the thread goes idle or parks.</summary>
internal sealed unsafe class WorkerThread
{
    private const int Idle = 0, Assigned = 1, Parked = 2, Stopping = 3;
    private const int TurnsBetweenLooksAtTheClock = 64;

    private readonly WorkerPool _pool;
    private readonly int _worker;
    private readonly long _spinTicks;
    private readonly AutoResetEvent _wake = new(false);

    // Next to the state, so that they come to the thread with it.
    private Frame* _frame;
    private delegate*<in Frame, void> _program;
    private int _state;

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

    /// <summary>Whether the thread would have to be woken for a share.</summary>
    public bool IsParked => Volatile.Read(ref _state) == Parked;

    /// <summary>Lets the thread do its share of a run.</summary>
    public void Assign(Frame* frame, delegate*<in Frame, void> program)
    {
        _frame = frame;
        _program = program;
        Set(Assigned);
    }

    /// <summary>Waits until the thread has done its share, and returns for how many turns.</summary>
    public int AwaitShare()
    {
        int turn = 0;
        for (; Volatile.Read(ref _state) == Assigned; turn++)
            Spin.OnceOrYield(turn);
        return turn;
    }

    /// <summary>Lets a parked thread spin again, for a share that may come soon.</summary>
    public void Wake()
    {
        if (Interlocked.CompareExchange(ref _state, Idle, Parked) == Parked)
            _wake.Set();
    }

    /// <summary>Ends the thread.</summary>
    public void Stop() => Set(Stopping);

    private void Set(int state)
    {
        if (Interlocked.Exchange(ref _state, state) == Parked)
            _wake.Set();
    }

    private void Loop()
    {
        while (AwaitAssignment())
        {
            _pool.Work(_worker, _frame, _program);
            Volatile.Write(ref _state, Idle);
        }

        _wake.Dispose();
    }

    private bool AwaitAssignment()
    {
        long start = 0;
        for (int turn = 1; Volatile.Read(ref _state) == Idle; turn++)
        {
            Spin.Once(turn);
            if (turn % TurnsBetweenLooksAtTheClock != 0)
                continue;
            long now = Stopwatch.GetTimestamp();
            if (start == 0)
            {
                start = now;
            }
            else if (now - start > _spinTicks)
            {
                Park();
                start = 0;
            }
        }

        return Volatile.Read(ref _state) == Assigned;
    }

    private void Park()
    {
        if (Interlocked.CompareExchange(ref _state, Parked, Idle) == Idle)
            _wake.WaitOne();
    }
}

using System.Diagnostics;

namespace NetGen.Kernels;

/// <summary>One thread of a <see cref="WorkerPool"/>. Its state says whose turn it is; only the pool assigns, only the thread goes idle or parks.</summary>
internal sealed class WorkerThread
{
    private const int Idle = 0, Assigned = 1, Parked = 2, Stopping = 3;
    private static readonly long SpinTicks = Stopwatch.Frequency / 20_000;

    private readonly WorkerPool _pool;
    private readonly int _worker;
    private readonly AutoResetEvent _wake = new(false);
    private int _state;

    /// <summary>Starts the thread.</summary>
    public WorkerThread(WorkerPool pool, int worker)
    {
        _pool = pool;
        _worker = worker;
        new Thread(Loop) { IsBackground = true, Name = $"netgen worker {worker}" }.UnsafeStart();
    }

    /// <summary>Lets the thread do its share of the pool's current run.</summary>
    public void Assign() => Set(Assigned);

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
            _pool.Work(_worker);
            Volatile.Write(ref _state, Idle);
            _pool.Done();
        }

        _wake.Dispose();
    }

    private bool AwaitAssignment()
    {
        long start = Stopwatch.GetTimestamp();
        for (int spins = 1; Volatile.Read(ref _state) == Idle; spins++)
        {
            Thread.SpinWait(1);
            if (spins % 64 == 0 && Stopwatch.GetTimestamp() - start > SpinTicks)
                Park();
        }

        return Volatile.Read(ref _state) == Assigned;
    }

    private void Park()
    {
        if (Interlocked.CompareExchange(ref _state, Parked, Idle) == Idle)
            _wake.WaitOne();
    }
}

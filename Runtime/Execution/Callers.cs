using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// Counts the threads that run something at the same time. Each of them needs a processor: a run that took all for itself would wait for those that others are
/// using, and they for it.
/// </summary>
internal struct Callers
{
    // 20 ms. Callers that come one call after the other are between two of them now and then; a run on their processors would wait for a turn of the scheduler.
    private static readonly long MemoryTicks = Stopwatch.Frequency / 50;

    private int _now;
    private int _most;
    private long _until;

    /// <summary>Counts one more caller until it calls <see cref="Leave"/>, and returns how many there have been at once lately. Any thread may call it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Enter()
    {
        int now = Interlocked.Increment(ref _now);
        if (now == 1 && Volatile.Read(ref _until) == 0)
            return 1;

        // Callers who write at the same time have nearly the same to say. Whoever comes after the while begins the next one, so that a crowd is forgotten though
        // some of it stay.
        long time = Stopwatch.GetTimestamp();
        if (time <= _until)
            return _most = Math.Max(_most, now);
        (_most, _until) = (now, now > 1 ? time + MemoryTicks : 0);
        return now;
    }

    /// <summary>Ends what <see cref="Enter"/> began.</summary>
    public void Leave() => Interlocked.Decrement(ref _now);
}

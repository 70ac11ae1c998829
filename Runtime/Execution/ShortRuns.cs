using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// Decides when a short run may use other threads: not while the machine is crowded, where a thread that is not scheduled would hold up the run for longer
/// than it takes, and for a run of a few microseconds only such as are spinning already.
/// </summary>
internal struct ShortRuns
{
    // As long as threads spin for by default: those who come more often than that keep them spinning.
    private static readonly long FrequentTicks = Stopwatch.Frequency / 20_000;

    private static readonly long FirstPenalty = Stopwatch.Frequency / 10_000;
    private static readonly long LongestPenalty = Stopwatch.Frequency / 50;

    private long _penalty;
    private long _aloneUntil;
    private long _lastEnd;
    private bool _endedCrowded;
    private bool _hasWoken;

    /// <summary>What the longest of the last runs took that the caller's thread did alone, in ticks of <see cref="Stopwatch"/>.</summary>
    internal long LongestTicks { get; private set; }

    /// <summary>
    /// Whether a run may start now on these threads. Wakes them when such runs have begun to come in quick succession: each soon after the end of the one
    /// before, however long they take.
    /// </summary>
    /// <param name="threads">The threads besides the caller's.</param>
    /// <param name="mustSpin">Whether the run is too short to wake a parked thread for.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool MayStart(ReadOnlySpan<WorkerThread> threads, bool mustSpin)
    {
        if (_aloneUntil != 0 && IsAlone(Stopwatch.GetTimestamp()))
            return false;
        if (!mustSpin)
            return true;
        if (AreSpinning(threads))
        {
            _hasWoken = false;
            return true;
        }

        long now = Stopwatch.GetTimestamp();
        if (now - Volatile.Read(ref _lastEnd) < FrequentTicks && IsAnyParked(threads))
            WakeParked(threads, now);
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WakeParked(ReadOnlySpan<WorkerThread> threads, long now)
    {
        // Woken before, and parked again without a run that came meanwhile: it spins when the caller pauses, perhaps on the caller's processor.
        if (_hasWoken)
            Ended(wasCrowded: true, now);
        _hasWoken = !IsAlone(now);
        if (!_hasWoken)
            return;

        // Whenever a thread is awake, the next run starts within as much time as one takes, and the time between them.
        foreach (WorkerThread thread in threads)
            thread.Wake(LongestTicks);
    }

    /// <summary>After a short run that the caller's thread did alone. Any thread may say so at any time: what is lost is a hint.</summary>
    /// <param name="begin">When it began.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void RanAlone(long begin)
    {
        long now = Stopwatch.GetTimestamp();
        // Long and short ones take turns, as the two parts of a training step do; what was long once is forgotten after some dozen.
        LongestTicks = Math.Max(now - begin, LongestTicks - (LongestTicks >> 3));
        Volatile.Write(ref _lastEnd, now);
    }

    /// <summary>Whether all threads would start at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AreSpinning(ReadOnlySpan<WorkerThread> threads)
    {
        foreach (WorkerThread thread in threads)
        {
            if (!thread.IsSpinning)
                return false;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsAnyParked(ReadOnlySpan<WorkerThread> threads)
    {
        foreach (WorkerThread thread in threads)
        {
            if (thread.IsParked)
                return true;
        }

        return false;
    }

    /// <summary>
    /// After a run. A crowded one may be a hiccup of the machine, which is over with it; each further one in a row doubles the time for which short runs do
    /// without other threads, from 0.1 to 20 ms.
    /// </summary>
    /// <param name="wasCrowded">Whether somebody waited for long.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Ended(bool wasCrowded)
    {
        _hasWoken = false;
        Ended(wasCrowded, wasCrowded ? Stopwatch.GetTimestamp() : 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Ended(bool wasCrowded, long now)
    {
        if (!wasCrowded)
            _penalty >>= 1;
        else if (_endedCrowded)
            _penalty = Math.Clamp(_penalty * 2, FirstPenalty, LongestPenalty);
        _aloneUntil = wasCrowded && _penalty > 0 ? now + _penalty : 0;
        _endedCrowded = wasCrowded;
    }

    /// <summary>Whether short runs do without other threads at <paramref name="now"/>.</summary>
    internal bool IsAlone(long now)
    {
        if (now < _aloneUntil)
            return true;
        _aloneUntil = 0;
        return false;
    }
}

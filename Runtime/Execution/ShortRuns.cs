using System.Diagnostics;

namespace NetGen.Kernels;

/// <summary>
/// Decides when a short run may use other threads: not while the machine is crowded, where a thread that is not scheduled would hold up the run for longer
/// than it takes, and for a run of a few microseconds only such as are spinning already.
/// </summary>
internal struct ShortRuns
{
    // As long as threads spin for by default: those who come more often than that keep them spinning.
    private static readonly long FrequentTicks = Stopwatch.Frequency / 20_000;

    private const int LongestPenalty = 4096;
    private const int FirstPenalty = 16;

    private int _penalty;
    private int _left;
    private long _lastCold;

    /// <summary>Whether a run may start now on these threads. Wakes them when such runs have begun to come in quick succession.</summary>
    /// <param name="threads">The threads besides the caller's.</param>
    /// <param name="mustSpin">Whether the run is too short to wake a parked thread for.</param>
    public bool MayStart(ReadOnlySpan<WorkerThread?> threads, bool mustSpin)
    {
        if (_left > 0)
        {
            _left--;
            return false;
        }

        if (!mustSpin)
            return true;
        bool isCold = false;
        foreach (WorkerThread? thread in threads)
            isCold |= thread is { IsParked: true };
        if (!isCold)
            return true;
        long now = Stopwatch.GetTimestamp();
        if (now - _lastCold < FrequentTicks)
        {
            foreach (WorkerThread? thread in threads)
                thread?.Wake();
        }

        _lastCold = now;
        return false;
    }

    /// <summary>After a run. Each crowded one in a row doubles the number of short runs that do without other threads.</summary>
    /// <param name="wasCrowded">Whether somebody waited for long.</param>
    public void Ended(bool wasCrowded)
    {
        _penalty = wasCrowded ? Math.Clamp(_penalty * 2, FirstPenalty, LongestPenalty) : _penalty >> 1;
        _left = wasCrowded ? _penalty : 0;
    }
}

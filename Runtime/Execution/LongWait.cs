using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// One wait for another thread: at first as short as the hardware allows, after some 100 µs giving the processor away, since whoever is waited for may need
/// it. From then on the clock says whether the wait is longer than it may be, and whether somebody took the processor: the other thread does not seem to
/// be running, or not on a processor of its own.
/// </summary>
/// <param name="allowance">How long the wait may take, in ticks of <see cref="Stopwatch"/> after the first 100 µs, while nobody takes the processor.</param>
internal struct LongWait(long allowance)
{
    private const int TurnsBeforeYield = 4000;

    // 30 µs: many times what it takes to find out that nobody else wants the processor.
    private static readonly long TicksOfSomebodyElse = Stopwatch.Frequency / 33_333;

    private int _turn;
    private long _firstYield;

    /// <summary>Whether the wait took longer than it may.</summary>
    public bool IsExceeded { get; private set; }

    /// <summary>Waits for a moment.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Once()
    {
        if (_turn < TurnsBeforeYield)
            Spin.Once(_turn++);
        else
            Yield();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Yield()
    {
        long begin = Stopwatch.GetTimestamp();
        Thread.Yield();
        Yielded(begin, Stopwatch.GetTimestamp());
    }

    /// <summary>Takes note of one time for which the processor was given away.</summary>
    internal void Yielded(long begin, long end)
    {
        if (_firstYield == 0)
            _firstYield = begin;
        if (end - _firstYield > allowance || end - begin > TicksOfSomebodyElse)
            IsExceeded = true;
    }
}

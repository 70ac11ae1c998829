using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// One wait for another thread: at first as short as the hardware allows, after some 100 µs giving the processor away, since whoever is waited for may need
/// it. From then on the clock says whether the wait is longer than it may be: the other thread does not seem to be running.
/// </summary>
/// <param name="allowance">How long the wait may take, in ticks of <see cref="Stopwatch"/> after the first 100 µs.</param>
internal struct LongWait(long allowance)
{
    private const int TurnsBeforeYield = 4000;

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
        long now = Stopwatch.GetTimestamp();
        if (_firstYield == 0)
            _firstYield = now;
        else if (now - _firstYield > allowance)
            IsExceeded = true;
        Thread.Yield();
    }
}

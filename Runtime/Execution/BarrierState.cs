using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>A spin barrier in unmanaged memory. A failing worker breaks it, so that the others leave instead of waiting for ever.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal unsafe struct BarrierState
{
    public const int SpinsBeforeYield = 4000;

    [FieldOffset(0)]
    private int _arrived;

    // On its own cache line: the waiting workers read it all the time while others count up _arrived.
    [FieldOffset(64)]
    private int _generation;

    [FieldOffset(68)]
    private int _broken;

    /// <summary>Waits for <paramref name="workers"/> callers.</summary>
    /// <exception cref="BrokenBarrierException">Another worker failed.</exception>
    public static void Wait(BarrierState* state, int workers)
    {
        int generation = Volatile.Read(ref state->_generation);
        if (Interlocked.Increment(ref state->_arrived) == workers)
        {
            state->_arrived = 0;
            Volatile.Write(ref state->_generation, generation + 1);
            return;
        }

        for (int spins = 0; Volatile.Read(ref state->_generation) == generation; spins++)
        {
            if (Volatile.Read(ref state->_broken) != 0)
                throw new BrokenBarrierException();
            // With fewer free cores than workers, the one waited for needs this one.
            if (spins < SpinsBeforeYield)
                Thread.SpinWait(1);
            else
                Thread.Yield();
        }
    }

    /// <summary>Makes every waiting and every later caller throw.</summary>
    public static void Break(BarrierState* state) => Volatile.Write(ref state->_broken, 1);
}

using System.Runtime.InteropServices;

namespace NetGen.Kernels;

/// <summary>
/// A spin barrier in unmanaged memory, used again and again as long as nobody breaks it. A failing worker breaks it, so that the others leave instead of
/// waiting for ever.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal unsafe struct BarrierState
{
    [FieldOffset(0)]
    private int _arrived;

    // On its own cache line: the waiting workers read it all the time while others count up _arrived.
    [FieldOffset(64)]
    private int _generation;

    [FieldOffset(68)]
    private int _broken;

    [FieldOffset(72)]
    private int _longWaits;

    [FieldOffset(76)]
    private int _turnsOfLongWait;

    /// <summary>Sets after how many turns a wait counts as long.</summary>
    public static void SetLongWait(BarrierState* state, int turns) => state->_turnsOfLongWait = turns;

    /// <summary>Whether somebody waited so long that others did not seem to be running; reading it forgets it.</summary>
    public static bool TakeLongWaits(BarrierState* state)
    {
        if (state->_longWaits == 0)
            return false;
        state->_longWaits = 0;
        return true;
    }

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

        for (int turn = 0; Volatile.Read(ref state->_generation) == generation; turn++)
        {
            if (Volatile.Read(ref state->_broken) != 0)
                throw new BrokenBarrierException();
            if (turn == state->_turnsOfLongWait)
                state->_longWaits = 1;
            Spin.OnceOrYield(turn);
        }
    }

    /// <summary>Makes every waiting and every later caller throw.</summary>
    public static void Break(BarrierState* state) => Volatile.Write(ref state->_broken, 1);
}

using System.Runtime.CompilerServices;
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

    [FieldOffset(80)]
    private long _allowance;

    /// <summary>Sets how long a wait may take, as <see cref="LongWait"/> has it.</summary>
    public static void SetAllowance(BarrierState* state, long allowance)
    {
        // Most runs have that of the run before, and the line stays in all caches.
        if (state->_allowance != allowance)
            state->_allowance = allowance;
    }

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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Wait(BarrierState* state, int workers)
    {
        int generation = Volatile.Read(ref state->_generation);
        if (Interlocked.Increment(ref state->_arrived) == workers)
        {
            state->_arrived = 0;
            Volatile.Write(ref state->_generation, generation + 1);
            return;
        }

        LongWait wait = new(state->_allowance);
        while (Volatile.Read(ref state->_generation) == generation)
        {
            if (Volatile.Read(ref state->_broken) != 0)
                throw new BrokenBarrierException();
            wait.Once();
        }

        if (wait.IsExceeded)
            state->_longWaits = 1;
    }

    /// <summary>Makes every waiting and every later caller throw.</summary>
    public static void Break(BarrierState* state) => Volatile.Write(ref state->_broken, 1);
}

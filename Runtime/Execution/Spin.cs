using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>One turn of waiting for another thread, as short as the hardware allows at first.</summary>
/// <remarks>
/// A pause takes some 26 ns, and <see cref="Thread.SpinWait"/> makes at least 37 ns of it: as long as the shortest waits between workers. So the first
/// turns do nothing but look again.
/// </remarks>
internal static class Spin
{
    private const int TurnsWithoutPause = 50;

    /// <summary>Waits for a moment.</summary>
    /// <param name="turn">How often the caller has waited before, from 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Once(int turn)
    {
        if (turn >= TurnsWithoutPause)
            Pause();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pause()
    {
        if (X86Base.IsSupported)
            X86Base.Pause();
        else if (ArmBase.IsSupported)
            ArmBase.Yield();
        else
            Thread.SpinWait(1);
    }
}

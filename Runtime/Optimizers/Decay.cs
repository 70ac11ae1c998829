using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>Powers of a decay rate β, for the corrections of averages that begin at zero.</summary>
internal static class Decay
{
    /// <summary>βᵗ, or 0 where 1 − βᵗ is 1 in double precision: since ln β ≤ β − 1, it is then below 10⁻¹⁹. Powers are slow where they underflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Power(double beta, long step) => step * (1 - beta) > 45 ? 0 : Math.Pow(beta, step);
}

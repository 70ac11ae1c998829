namespace NetGen.Tests.Kernels;

/// <summary>Distances in units in the last place.</summary>
internal static class Ulp
{
    // Half a unit beyond the largest float rounds to infinity: there the distance counts from that limit.
    private const double Limit = 340282366920938463463374607431768211456.0; // 2¹²⁸

    /// <summary>
    /// How far <paramref name="actual"/> is from <paramref name="expected"/>, in units of the float's last place at that value; 0 where no float is nearer.
    /// </summary>
    public static double Error(float actual, double expected)
    {
        if (actual == expected || (float.IsNaN(actual) && double.IsNaN(expected)) || actual == (float)expected)
            return 0;
        double bounded = Math.Clamp(expected, -Limit, Limit);
        double value = float.IsInfinity(actual) ? Math.CopySign(Limit, actual) : actual;
        int binade = Math.Max((int)(BitConverter.DoubleToUInt64Bits(Math.Abs(bounded)) >> 52) - 1023, -126);
        return Math.Abs(value - bounded) / BitConverter.UInt64BitsToDouble((ulong)(binade - 23 + 1023) << 52);
    }
}

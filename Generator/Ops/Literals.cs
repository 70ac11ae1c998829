using System.Globalization;

namespace NetGen.Generator.Ops;

/// <summary>Numbers as text, the same in every culture.</summary>
internal static class Literals
{
    /// <summary>A C# expression of type float that has exactly this value.</summary>
    public static string Float(float value)
    {
        if (float.IsNaN(value))
            return "float.NaN";
        if (float.IsInfinity(value))
            return value > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity";
        return Print(value) + "f";
    }

    /// <summary>A vector with this value in every lane.</summary>
    public static string Vector(float value) =>
        value == 0 && !IsNegativeZero(value) ? "V.Zero" : $"V.Create({Float(value)})";

    /// <summary>The shortest text that reads back as this value.</summary>
    public static string Print(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Print(int value) => value.ToString(CultureInfo.InvariantCulture);

    // A zero is equal to its negative; only the sign of the reciprocal tells them apart.
    private static bool IsNegativeZero(float value) => value == 0 && 1 / value < 0;
}

using System.Globalization;

namespace NetGen;

/// <summary>Numbers as texts that read back to the same bits, in every culture.</summary>
internal static class FieldText
{
    internal static string Write(long value) => value.ToString(CultureInfo.InvariantCulture);

    internal static string Write(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    internal static string Write(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    internal static string Write(ReadOnlySpan<long> values) => string.Join(',', values.ToArray().Select(Write));

    internal static bool TryRead(string text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    internal static bool TryRead(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}

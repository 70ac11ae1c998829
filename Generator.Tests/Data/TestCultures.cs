using System.Globalization;

namespace NetGen.Tests.Data;

/// <summary>
/// Cultures with their own number signs. The build sets InvariantGlobalization, under which a named culture formats like the
/// invariant one, so a test that merely asked for <c>de-DE</c> could not fail.
/// </summary>
internal static class TestCultures
{
    public static CultureInfo Get(string name)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        if (name.Length == 0)
            return culture;
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = name == "tr-TR" ? "\u2212" : "~";
        return culture;
    }
}

using System.Globalization;

namespace NetGen;

/// <summary>Checks of numbers that users give: the message has the name, the value and the range.</summary>
internal static class Require
{
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is below <paramref name="least"/>.</exception>
    public static int AtLeast(int least, int value, string name) => value >= least ? value : throw Out(name, value, string.Create(CultureInfo.InvariantCulture, $"at least {least}"));

    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is below <paramref name="least"/>, NaN or infinite.</exception>
    public static double FiniteAtLeast(double least, double value, string name) =>
        value >= least && double.IsFinite(value) ? value : throw Out(name, value, string.Create(CultureInfo.InvariantCulture, $"at least {least} and finite"));

    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is no index of so many.</exception>
    public static int Index(int count, int value, string name) =>
        (uint)value < (uint)count ? value : throw Out(name, value, string.Create(CultureInfo.InvariantCulture, $"0 … {count - 1}"));

    /// <summary>Checks a list of settings: neither it nor one of its items may be null.</summary>
    /// <exception cref="ArgumentException">There is a null.</exception>
    public static void NoNulls<T>(IReadOnlyList<T> items, string name)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(items, name);
        if (items.Contains(null))
            throw new ArgumentException($"{name} contains null; leave it out", name);
    }

    private static ArgumentOutOfRangeException Out(string name, object value, string range)
    {
        // Settings are named with their type in the text, and without it as the parameter.
        string parameter = name[(name.LastIndexOf('.') + 1)..];
        return new ArgumentOutOfRangeException(parameter, value, string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be {range}"));
    }
}

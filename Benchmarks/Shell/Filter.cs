using System.IO.Enumeration;

namespace NetGen.Benchmarks.Shell;

/// <summary>
/// Chooses measurements by their name, whose parts are separated by slashes: <c>dual/step/32</c>. A pattern names the first parts, each as it is or with
/// <c>*</c> for any text; several patterns are separated by commas.
/// </summary>
internal sealed class Filter(string text)
{
    private readonly string[] _patterns = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Chooses all.</summary>
    public static Filter Everything { get; } = new("*");

    /// <summary>Whether a pattern matches the name.</summary>
    public bool Matches(string name) => _patterns.Any(pattern => Matches(pattern, name));

    /// <summary>The items whose names match.</summary>
    /// <exception cref="UsageException">A pattern matches none of them.</exception>
    public IReadOnlyList<T> Choose<T>(IReadOnlyList<T> items, Func<T, string> name)
    {
        var unmatched = _patterns.Where(pattern => !items.Any(item => Matches(pattern, name(item)))).ToArray();
        if (_patterns.Length == 0 || unmatched.Length > 0)
        {
            var known = items.Select(item => name(item).Split('/')[0]).Distinct();
            throw new UsageException(
                $"--filter {text}: nothing is called '{string.Join("' or '", unmatched)}'. There are {string.Join(", ", known)}; an example of a full name is {name(items[0])}.");
        }

        return [.. items.Where(item => Matches(name(item)))];
    }

    private static bool Matches(string pattern, string name)
    {
        var wanted = pattern.Split('/');
        var parts = name.Split('/');
        return wanted.Length <= parts.Length
            && wanted.Zip(parts).All(pair => FileSystemName.MatchesSimpleExpression(pair.First, pair.Second, ignoreCase: true));
    }
}

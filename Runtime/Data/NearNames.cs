namespace NetGen;

/// <summary>Names for an error message: those that a misspelt one may have meant, or all of them.</summary>
internal static class NearNames
{
    private const int MostListed = 8;

    /// <summary>A sentence with a leading space: <c> Did you mean 'x'?</c> or <c> There are: 'a', 'b'.</c></summary>
    public static string Hint(string name, IEnumerable<string> known)
    {
        var names = known.ToArray();
        if (names.Length == 0)
            return " There are none.";
        // A name of one letter is near to nothing but itself in the other case.
        int allowed = Math.Min(Math.Max(1, name.Length / 3), name.Length - 1);
        var near = names
            .Select(candidate => (candidate, distance: Distance(name, candidate)))
            .Where(pair => pair.distance <= allowed)
            .OrderBy(pair => pair.distance)
            .Take(3)
            .Select(pair => pair.candidate)
            .ToArray();
        if (near.Length > 0)
            return $" Did you mean {Quote(near, " or ")}?";
        string more = names.Length > MostListed ? $" and {names.Length - MostListed} more" : "";
        return $" There are: {Quote(names.Take(MostListed), ", ")}{more}.";
    }

    private static string Quote(IEnumerable<string> names, string separator) =>
        string.Join(separator, names.Select(name => $"'{name}'"));

    /// <summary>
    /// The least number of insertions, deletions, replacements and swaps of neighbours (Damerau 1964, as optimal string alignment), upper and lower case being the same.
    /// </summary>
    private static int Distance(string a, string b)
    {
        (a, b) = (a.ToUpperInvariant(), b.ToUpperInvariant());
        var distance = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                distance[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(distance[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    distance[i, j] = Math.Min(distance[i, j], distance[i - 2, j - 2] + 1);
            }
        }

        return distance[a.Length, b.Length];
    }
}

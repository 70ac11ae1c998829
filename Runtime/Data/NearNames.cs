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
        int allowed = Math.Max(1, name.Length / 3);
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

    /// <summary>The least number of insertions, deletions and replacements (Levenshtein 1966), upper and lower case being the same.</summary>
    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
            row[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replace = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replace, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[b.Length];
    }
}

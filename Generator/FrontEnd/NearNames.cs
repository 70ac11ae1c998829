namespace NetGen.Generator.FrontEnd;

/// <summary>Names that someone may have meant who wrote another one.</summary>
internal static class NearNames
{
    /// <summary>A sentence <c> Did you mean 'sigma'?</c> with the nearest candidate, or nothing if none is near.</summary>
    public static string Hint(string written, IEnumerable<string> candidates)
    {
        var near = candidates
            .Select(name => (Name: name, Distance: Distance(written.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(candidate => candidate.Distance <= Math.Max(1, written.Length / 3))
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
        return near is null ? "" : $" Did you mean '{near}'?";
    }

    /// <summary>Levenshtein's distance: insertions, deletions and substitutions.</summary>
    public static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substitution = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[right.Length];
    }
}

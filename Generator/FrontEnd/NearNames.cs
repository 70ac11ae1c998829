namespace NetGen.Generator.FrontEnd;

/// <summary>The name that someone may have meant, as an argument of a message: a sentence, or nothing if there is none.</summary>
internal sealed class NearName(string? name)
{
    public string? Name { get; } = name;

    public override string ToString() => Name is null ? "" : $" Did you mean '{Name}'?";
}

/// <summary>Names that someone may have meant who wrote another one.</summary>
internal static class NearNames
{
    /// <summary>A sentence <c> Did you mean 'sigma'?</c> with the nearest candidate, or nothing if none is near.</summary>
    public static NearName Hint(string written, IEnumerable<string> candidates)
    {
        // A name of one letter is near to nothing but itself in the other case.
        var allowed = Math.Min(Math.Max(1, written.Length / 3), written.Length - 1);
        var near = candidates
            .Select(name => (Name: name, Distance: Distance(written.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(candidate => candidate.Distance <= allowed)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
        return new NearName(near);
    }

    /// <summary>Insertions, deletions, substitutions and swaps of neighbours: Damerau (1964), as optimal string alignment.</summary>
    public static int Distance(string left, string right)
    {
        var distance = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                distance[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(distance[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1), Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    distance[i, j] = Math.Min(distance[i, j], distance[i - 2, j - 2] + 1);
            }
        }

        return distance[left.Length, right.Length];
    }
}

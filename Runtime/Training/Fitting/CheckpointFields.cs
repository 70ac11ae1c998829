namespace NetGen;

/// <summary>The texts in a checkpoint's header, with errors that name the file.</summary>
internal sealed class CheckpointFields(string path, IReadOnlyDictionary<string, string> texts)
{
    /// <summary>The text called <paramref name="name"/>.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public string Text(string name) =>
        texts.TryGetValue(name, out string? text)
            ? text
            : throw new InvalidDataException($"checkpoint '{path}' lacks '{name}' in its header");

    public bool Has(string name) => texts.ContainsKey(name);

    /// <exception cref="InvalidDataException">The text is missing or another one.</exception>
    public void Require(string name, string expected)
    {
        string found = Text(name);
        if (found != expected)
        {
            throw new InvalidDataException(
                $"checkpoint '{path}' was written with {name.Replace('_', ' ')} '{found}', now it is '{expected}'; "
                + "use the same, another path, or do not resume");
        }
    }

    /// <summary>Where the file says what was averaged, accumulated and penalised; missing where nothing was.</summary>
    public const string Additions = "additions";

    /// <exception cref="InvalidDataException">The run averaged, accumulated or penalised otherwise.</exception>
    public void RequireAdditions(string expected)
    {
        string found = Has(Additions) ? Text(Additions) : "";
        if (found != expected)
        {
            throw new InvalidDataException(
                $"checkpoint '{path}' was written with {(found.Length == 0 ? "no average, accumulation or penalty" : $"'{found}'")}, now there is "
                + $"{(expected.Length == 0 ? "none" : $"'{expected}'")}; use the same, another path, or do not resume");
        }
    }

    public long Integer(string name) => FieldText.TryRead(Text(name), out long value) ? value : throw Malformed(name);

    public double Number(string name) => FieldText.TryRead(Text(name), out double value) ? value : throw Malformed(name);

    public long[] Integers(string name, int count)
    {
        string text = Text(name);
        string[] parts = text.Length == 0 ? [] : text.Split(',');
        long[] values = new long[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!FieldText.TryRead(parts[i], out values[i])) throw Malformed(name);
        }

        return values.Length == count ? values : throw Malformed(name);
    }

    public InvalidDataException Malformed(string name) =>
        new($"checkpoint '{path}' has a malformed '{name}' in its header: '{Text(name)}'");
}

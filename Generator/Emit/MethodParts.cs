namespace NetGen.Generator.Emit;

/// <summary>A local of an emitted method, or several with one declaration.</summary>
/// <param name="Declaration">The statement that declares it.</param>
/// <param name="Names">What it is called.</param>
internal sealed record MethodLocal(string Declaration, params string[] Names);

/// <summary>Some of the statements of an emitted method, one behind the other.</summary>
/// <param name="First">What the first of them computes.</param>
/// <param name="Last">What the last of them computes.</param>
/// <param name="Locals">The locals that they use, in the order of the method's.</param>
/// <param name="Text">The statements.</param>
internal sealed record MethodPart(string First, string Last, IReadOnlyList<MethodLocal> Locals, string Text)
{
    /// <summary>A name after what it computes: <c>Layer0ForwardToLayer99Forward</c>.</summary>
    public string Name => First == Last ? $"{Pascal(First)}Part" : $"{Pascal(First)}To{Pascal(Last)}";

    /// <summary>What it computes, as a sentence.</summary>
    public string Summary => First == Last ? $"A part of {First}." : $"From {First} to {Last}.";

    /// <summary>Whether a type parameter occurs in it.</summary>
    public bool Uses(string name) => MethodParts.Words(Text).Contains(name);

    // One kernel may compute many results.
    private static string Pascal(string title) => UniqueNames.Pascal(title.Split(',')[0]);
}

/// <summary>The statements of an emitted method that grows with the network, in parts none of which is too long for the JIT: mostly in one.</summary>
/// <param name="locals">The locals that statements may use.</param>
/// <param name="begin">Is called where a part begins.</param>
internal sealed class MethodParts(IReadOnlyList<MethodLocal> locals, Action? begin = null)
{
    /// <summary>The most words, that is names and numbers, of a part. The JIT does not optimise a method of more than 20,000 instructions, 60,000 bytes of them,
    /// 8,000 uses of locals, 2,000 locals or 2,000 basic blocks, and inlines nothing more into one that has 512 locals. So many words become
    /// about 8,000 instructions and 450 locals: the last limit binds.</summary>
    public const int MostWords = 6_000;

    private readonly Dictionary<string, MethodLocal> _byName = locals.SelectMany(l => l.Names.Select(n => (Name: n, Local: l))).ToDictionary(l => l.Name, l => l.Local, StringComparer.Ordinal);
    private readonly List<MethodPart> _finished = [];
    private readonly HashSet<MethodLocal> _used = [];
    private readonly List<string> _texts = [];
    private (string First, string Last) _titles;
    private int _words;

    /// <summary>Adds statements that must stay together.</summary>
    /// <param name="title">What they compute.</param>
    /// <param name="write">Writes them, a second time if a part begins with them.</param>
    /// <param name="opening">What a part that begins with them has in front.</param>
    public void Add(string title, Action<SourceWriter> write, Action<SourceWriter>? opening = null)
    {
        var statements = Written(write);
        if (_texts.Count > 0 && _words + Cost(statements) > MostWords)
        {
            Finish();
            statements = Written(write);
        }

        if (_texts.Count == 0)
        {
            _titles.First = title;
            if (opening is not null)
                Append(Written(opening));
        }

        _titles.Last = title;
        Append(statements);
    }

    /// <summary>The parts, none if there are no statements.</summary>
    public IReadOnlyList<MethodPart> ToList()
    {
        if (_texts.Count > 0)
            Finish();
        return _finished;
    }

    /// <summary>The names, keywords and numbers of a text but for comments and strings.</summary>
    public static IEnumerable<string> Words(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var from = at;
            if (IsOfWord(text[at]))
            {
                while (at < text.Length && IsOfWord(text[at]))
                    at++;
                yield return text.Substring(from, at - from);
            }
            else
            {
                at = text[at] == '"' ? EndOfString(text, at) : text[at] == '/' && at + 1 < text.Length && text[at + 1] == '/' ? EndOfLine(text, at) : at + 1;
            }
        }
    }

    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '@';

    private static int EndOfString(string text, int quote)
    {
        var at = quote + 1;
        while (text[at] != '"')
            at += text[at] == '\\' ? 2 : 1;
        return at + 1;
    }

    private static int EndOfLine(string text, int at)
    {
        var end = text.IndexOf('\n', at);
        return end < 0 ? text.Length : end;
    }

    private Statements Written(Action<SourceWriter> write)
    {
        var writer = new SourceWriter();
        write(writer);
        var text = writer.ToString().TrimEnd('\n');
        var words = Words(text).ToList();
        return new(text, words.Count, [.. words.Distinct().Where(_byName.ContainsKey).Select(w => _byName[w]).Distinct()]);
    }

    private int Cost(Statements statements) =>
        statements.Words + statements.Locals.Where(l => !_used.Contains(l)).Sum(l => Words(l.Declaration).Count());

    private void Append(Statements statements)
    {
        _words += Cost(statements);
        _used.UnionWith(statements.Locals);
        _texts.Add(statements.Text);
    }

    private void Finish()
    {
        _finished.Add(new MethodPart(_titles.First, _titles.Last, [.. locals.Where(_used.Contains)], string.Join("\n\n", _texts)));
        _used.Clear();
        _texts.Clear();
        _words = 0;
        begin?.Invoke();
    }

    private sealed record Statements(string Text, int Words, IReadOnlyList<MethodLocal> Locals);
}

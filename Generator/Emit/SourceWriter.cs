using System.Text;

namespace NetGen.Generator.Emit;

/// <summary>Writes C# with indentation. Takes raw strings of several lines: each line gets the current indentation in front of its own.
/// The text has LF newlines on every machine, no trailing blanks and never two empty lines in a row.</summary>
internal sealed class SourceWriter
{
    private const int IndentSize = 4;

    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _blankLinePending;

    /// <summary>Writes <paramref name="text"/>, which may have several lines, each at the current depth.</summary>
    public SourceWriter Line(string text)
    {
        foreach (var line in text.Replace("\r\n", "\n").Split('\n'))
            WriteLine(line.TrimEnd());
        return this;
    }

    /// <summary>Writes each of <paramref name="lines"/>; each may itself have several lines.</summary>
    public SourceWriter Lines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            Line(line);
        return this;
    }

    /// <summary>Asks for an empty line before whatever comes next within this block; at the beginning or end of a block there is none.</summary>
    public SourceWriter Blank()
    {
        _blankLinePending = true;
        return this;
    }

    /// <summary>Writes <paramref name="header"/> and an opening brace, and closes it when disposed of.</summary>
    /// <param name="close">What closes it: <c>};</c> for an initializer, <c>});</c> for a lambda.</param>
    public Scope Block(string header, string close = "}")
    {
        if (header.Length > 0)
            Line(header);
        WriteLine("{");
        _depth++;
        return new Scope(this, close);
    }

    /// <summary>Writes deeper by one level until disposed of, without braces.</summary>
    public Scope Indent()
    {
        _depth++;
        return new Scope(this, null);
    }

    /// <summary>An XML documentation comment of the element <paramref name="element"/>; <paramref name="xml"/> is written as it is, so text must be
    /// escaped by <see cref="CSharpLiterals.Xml"/> before.</summary>
    /// <param name="attributes">For instance <c>name="x"</c>.</param>
    public SourceWriter Doc(string element, string xml, string attributes = "")
    {
        var start = attributes.Length == 0 ? element : $"{element} {attributes}";
        var lines = $"<{start}>{xml}</{element}>".Replace("\r\n", "\n").Split('\n');
        return Lines(lines.Select(line => $"/// {line}"));
    }

    public override string ToString() => _text.ToString();

    private void WriteLine(string line)
    {
        if (line.Length == 0)
        {
            _blankLinePending = true;
            return;
        }

        var closes = line[0] == '}';
        if (_blankLinePending && !closes && _text.Length > 0 && !EndsWithOpeningBrace())
            _text.Append('\n');
        _blankLinePending = false;
        // A preprocessor directive stands at the margin, like those that people write.
        if (line[0] != '#')
            _text.Append(' ', _depth * IndentSize);
        _text.Append(line).Append('\n');
    }

    private bool EndsWithOpeningBrace() => _text.Length >= 2 && _text[_text.Length - 2] == '{';

    /// <summary>The end of a block.</summary>
    internal readonly struct Scope(SourceWriter writer, string? close) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            if (close is not null)
                writer.WriteLine(close);
        }
    }
}

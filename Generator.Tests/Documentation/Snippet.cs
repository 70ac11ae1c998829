using System.Text.RegularExpressions;
using NetGen.Tests.Networks;

namespace NetGen.Tests.Documentation;

/// <summary>
/// A <c>csharp</c> block of a Markdown file. A block is a whole file unless the HTML comment on the line before it says
/// <c>&lt;!-- snippet: members --&gt;</c> (members of a class), <c>&lt;!-- snippet: statements --&gt;</c> (a method's body) or
/// <c>&lt;!-- snippet: reports NG1001 --&gt;</c> (a file of its own for which the analyzers report that) or
/// <c>&lt;!-- snippet: ignore: reason --&gt;</c>. Blocks of one page are one project: later ones see the types of earlier ones, and
/// statements see the locals of earlier statements. A comment with the code in it, from its second line on, is a block that readers do not see:
/// what a fragment needs around it.
/// </summary>
internal sealed partial record Snippet(string Page, int Line, string Kind, string Code)
{
    /// <summary>All blocks of a page, in order.</summary>
    public static IReadOnlyList<Snippet> Read(string page, string markdown) =>
    [
        .. Block().Matches(markdown.ReplaceLineEndings("\n")).Select(match => new Snippet(
            page,
            markdown.AsSpan(0, match.Index).Count('\n') + 1,
            match.Groups["kind"].Success ? match.Groups["kind"].Value.Trim() : "file",
            Unindent(match.Groups["code"].Value, match.Groups["indent"].Value)))
    ];

    /// <summary>The files that make up the page's project.</summary>
    public static IEnumerable<(string FileName, string Content)> Files(IReadOnlyList<Snippet> snippets)
    {
        foreach (var snippet in snippets)
        {
            if (snippet.Kind is "file")
                yield return (snippet.Name, snippet.Code);
            else if (snippet.Kind is "members")
                yield return (snippet.Name, Wrap(snippet, $"internal partial class Members{snippet.Line}\n{{\n{snippet.Directive}{snippet.Code}\n}}\n"));
            else if (snippet.Kind is not "statements" && snippet.ReportedId is null && !snippet.Kind.StartsWith("ignore: ", StringComparison.Ordinal))
                throw new InvalidOperationException($"{snippet.Page}({snippet.Line}): unknown snippet kind '{snippet.Kind}'; there are members, statements, 'reports NG1001' and 'ignore: reason'.");
        }

        var statements = snippets.Where(s => s.Kind == "statements").ToArray();
        if (statements.Length > 0)
            yield return ($"/0/{statements[0].Page}.statements.cs", Wrap(statements[0], "internal static class Statements\n{\n    internal static void Run()\n    {\n"
                + string.Concat(statements.Select(s => s.Directive + s.Code + "\n")) + "    }\n}\n"));
    }

    /// <summary>What the analyzers must report here, if anything.</summary>
    public string? ReportedId => Kind.StartsWith("reports ", StringComparison.Ordinal) ? Kind["reports ".Length..] : null;

    private string Name => $"/0/{Page}.{Line}.cs";

    /// <summary>Makes the compiler speak of the page's lines.</summary>
    private string Directive => $"#line {Line + 1} \"{Page}\"\n";

    private static string Wrap(Snippet snippet, string code) => NetworkSources.Usings + "#pragma warning disable CS0219, CS8321, CS0168\n" + code;

    private static string Unindent(string code, string indent) =>
        indent.Length == 0 ? code : string.Join("\n", code.Split('\n').Select(line => line.StartsWith(indent, StringComparison.Ordinal) ? line[indent.Length..] : line));

    // A fenced block with the comment before it, or a comment that holds the code.
    [GeneratedRegex(
        @"(?:<!--\s*snippet:\s*(?<kind>[^\n]*?)\s*-->\s*\n\s*)?(?<=^|\n)(?<indent>[ ]*)```csharp[^\n]*\n(?<code>.*?)\n[ ]*```|<!--\s*snippet:\s*(?<kind>\w+)\s*\n(?<code>.*?)\n-->",
        RegexOptions.Singleline)]
    private static partial Regex Block();
}

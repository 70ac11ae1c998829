using System.Text.RegularExpressions;

namespace NetGen.Benchmarks.Repeats;

/// <summary>A program of <c>docs/repeated-work.md</c>, as a user might write it and after the fixes.</summary>
/// <param name="Number">The number of its section.</param>
/// <param name="Title">The heading.</param>
/// <param name="Ids">What is reported for it, as the page's table says.</param>
/// <param name="Around">What the page says is around each program.</param>
/// <param name="Written">The program, with <c>Example.Run(rounds)</c> as its entry.</param>
/// <param name="Fixed">The same after the fixes.</param>
internal sealed record RepeatedWork(int Number, string Title, IReadOnlyList<string> Ids, string Around, string Written, string Fixed)
{
    /// <summary>A file with the program before the fixes.</summary>
    public string WrittenFile => $"{Around}\n\n{Written}\n";

    /// <summary>A file with the program after them.</summary>
    public string FixedFile => $"{Around}\n\n{Fixed}\n";
}

/// <summary>Reads the page, whose programs tests verify and the command <c>repeats</c> measures.</summary>
internal static partial class RepeatedWorkPage
{
    /// <summary>The path within the repository.</summary>
    public const string Path = "docs/repeated-work.md";

    /// <param name="markdown">The content of the page.</param>
    public static IReadOnlyList<RepeatedWork> Read(string markdown)
    {
        var sections = markdown.ReplaceLineEndings("\n").Split("\n## ");
        var around = Blocks(sections[0]).Single();
        return [.. sections.Skip(1).Select(section => Read(section, around, sections[0]))];
    }

    private static RepeatedWork Read(string section, string around, string head)
    {
        var title = section.Split('\n')[0];
        var number = title[0] - '0';
        var row = head.Split('\n').Single(line => line.StartsWith($"| [{title}]", StringComparison.Ordinal));
        var blocks = Blocks(section).ToArray();
        return blocks.Length == 2
            ? new RepeatedWork(number, title, [.. Id().Matches(row).Select(match => match.Value)], around, blocks[0], blocks[1])
            : throw new FormatException($"{Path}: section '{title}' has {blocks.Length} programs; there must be two, before and after the fixes.");
    }

    private static IEnumerable<string> Blocks(string text) => Block().Matches(text).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"```csharp\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"NG\d{4}")]
    private static partial Regex Id();
}

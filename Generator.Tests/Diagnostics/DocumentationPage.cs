using System.Text.RegularExpressions;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Diagnostics;

/// <summary>A page of docs/diagnostics: its sections, and its examples as sources that can be compiled.</summary>
internal sealed partial record DocumentationPage(string Id, string Title, string Severity, IReadOnlyDictionary<string, string> Sections)
{
    public const string Folder = "docs/diagnostics";

    // What the examples leave out; those that depend on their own imports have them.
    private const string Usings = "using NetGen;\n";
    private const string StaticUsings = "using static NetGen.Activation;\nusing static NetGen.Ops;\n";

    public static DocumentationPage Read(string id)
    {
        var text = RepositoryRoot.Read($"{Folder}/{id}.md").ReplaceLineEndings("\n");
        var parts = Heading().Split(text);
        var head = parts[0].Trim().Split('\n');
        var sections = parts.Skip(1).Chunk(2).ToDictionary(pair => pair[0], pair => pair[1].Trim());
        return new DocumentationPage(id, head[0].TrimStart('#', ' '), head[^1].TrimEnd('.'), sections);
    }

    /// <summary>The C# example of a section, or null if it is not C#.</summary>
    public string? Example(string section)
    {
        var block = CodeBlock().Match(Sections[section]);
        if (!block.Success)
            return null;
        var code = block.Groups[1].Value;
        return code.StartsWith("using", StringComparison.Ordinal) ? Usings + code : Usings + StaticUsings + code;
    }

    [GeneratedRegex(@"^## (.+)\n", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"```cs\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}

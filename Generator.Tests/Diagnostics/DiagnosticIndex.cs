using System.Text;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Diagnostics;

/// <summary>Writes docs/diagnostics/README.md from the descriptors and the code fixes.</summary>
internal static class DiagnosticIndex
{
    private const string Introduction = """
        # Diagnostics

        Reported by the analyzers that come with NetGen, while a project builds and in the editor, on the exact piece of code. Ids are never reused. ✎ means that a code fix
        does what the message asks for: in the editor, or for a whole project by `dotnet format analyzers --diagnostics NG2001 --severity info`.

        Severities are set as those of any analyzer: `dotnet_diagnostic.NG2001.severity = warning` in `.editorconfig` for one id,
        `dotnet_analyzer_diagnostic.category-NetGen.Duplicates.severity = warning` for a category. Suggestions (Info) show in editors, not in builds. [How much time analyzers take](performance.md).


        """;

    private static readonly (string Category, string Title)[] Categories =
    [
        ("NetGen.Definition", "Definition language and shape of the class"),
        ("NetGen.Shapes", "Shapes and types"),
        ("NetGen.Duplicates", "Duplicate evaluation"),
        ("NetGen.Gradients", "Flow of gradients"),
        ("NetGen.Usage", "Use of networks"),
        ("NetGen.Internal", "Internal"),
    ];

    public static string Write()
    {
        var text = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        foreach (var (category, title) in Categories)
        {
            var rows = DiagnosticDescriptors.All.Where(descriptor => descriptor.Category == category).ToArray();
            if (rows.Length == 0)
                continue;
            text.Append($"## {title} ({category})\n\n| Id | Severity | Fix | Title |\n|----|----------|-----|-------|\n");
            foreach (var descriptor in rows)
                text.Append($"| [{descriptor.Id}]({descriptor.Id}.md) | {descriptor.DefaultSeverity} | {Fix(descriptor)} | {descriptor.Title} |\n");
            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string Fix(DiagnosticDescriptor descriptor) => CodeFixes.FixableIds.Contains(descriptor.Id) ? "✎" : "";
}

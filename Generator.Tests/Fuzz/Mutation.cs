using Microsoft.CodeAnalysis.CSharp;
using NetGen.Tests.Diagnostics;
using NetGen.Tests.FrontEnd;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Fuzz;

/// <summary>Code as users might leave it in the middle of an edit.</summary>
internal static class Mutation
{
    /// <summary>The examples of the diagnostics' pages, right and wrong, and the definitions of the language tests.</summary>
    public static IReadOnlyList<string> Corpus() => [.. Examples(), .. LanguageTests.Bodies.Select(Definitions.Body)];

    private static IEnumerable<string> Examples()
    {
        foreach (var file in RepositoryRoot.Files(DocumentationPage.Folder, "NG*.md"))
        {
            var page = DocumentationPage.Read(Path.GetFileNameWithoutExtension(file));
            foreach (var section in new[] { "Right", "Wrong" })
            {
                if (page.Example(section) is { } example && example.Contains("[Network", StringComparison.Ordinal))
                    yield return example;
            }
        }
    }

    /// <summary>A source with one to three tokens deleted, repeated, swapped or replaced by others.</summary>
    public static string Of(string source, Random random)
    {
        var tokens = CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Select(t => t.ToFullString()).ToList();
        // Not the imports: without them nothing means anything.
        var first = tokens.FindIndex(t => t.Contains("Network", StringComparison.Ordinal)) - 1;
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            var at = random.Next(first, tokens.Count);
            var other = random.Next(first, tokens.Count);
            switch (random.Next(4))
            {
                case 0: tokens.RemoveAt(at); break;
                case 1: tokens.Insert(at, tokens[at]); break;
                case 2: (tokens[at], tokens[other]) = (tokens[other], tokens[at]); break;
                default: tokens[at] = tokens[other]; break;
            }
        }

        return string.Concat(tokens);
    }
}

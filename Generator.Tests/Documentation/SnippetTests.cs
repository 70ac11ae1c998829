using Microsoft.CodeAnalysis;
using NetGen.Generator;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Documentation;

/// <summary>Code in the documentation compiles, with the generator running.</summary>
public sealed class SnippetTests
{
    public static TheoryData<string> Pages => [.. AllPages()];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task CodeInDocumentation_Compiles(string page)
    {
        var snippets = Snippet.Read(page, RepositoryRoot.Read(page));
        var problems = await DiagnoseAsync(Snippet.Files(snippets));
        Assert.True(!problems.Any(), string.Join("\n", problems));
        foreach (var snippet in snippets.Where(s => s.ReportedId is not null))
            Assert.Contains(snippet.ReportedId, (await DiagnoseAsync([($"/0/{page}.{snippet.Line}.cs", snippet.Code)])).Select(d => d.Id));
    }

    /// <summary>Errors of the compiler and everything that the analyzers report; the compiler's warnings are left to readers.</summary>
    private static async Task<Diagnostic[]> DiagnoseAsync(IEnumerable<(string, string)> files)
    {
        var output = GeneratorRun.Start(new NetworkGenerator(), ProjectSetup.CreateCompilation(files)).Output;
        var diagnostics = await AnalyzerRunner.DiagnoseAsync(output, AnalyzerRunner.All);
        return [.. diagnostics.Where(d => (d.Severity == DiagnosticSeverity.Error && !d.IsWarningAsError) || d.Id.StartsWith("NG", StringComparison.Ordinal))];
    }

    [Fact]
    public void Readme_HasCode() => Assert.Contains(Snippet.Read("README.md", RepositoryRoot.Read("README.md")), s => s.Kind == "file");

    [Theory]
    [InlineData("```csharp\nclass C;\n```", "file", "class C;")]
    [InlineData("text\n<!-- snippet: members -->\n```csharp\nint a;\n```\n", "members", "int a;")]
    [InlineData("<!-- snippet: ignore: prose -->\n\n```csharp\n…\n```\n", "ignore: prose", "…")]
    [InlineData("<!-- snippet: statements\nvar a = 1;\n-->\ntext", "statements", "var a = 1;")]
    [InlineData("- item\n\n  ```csharp\n  a;\n    b;\n  ```\n", "file", "a;\n  b;")]
    public void Snippet_InMarkdown_IsRead(string markdown, string kind, string code)
    {
        var snippet = Assert.Single(Snippet.Read("p.md", markdown));
        Assert.Equal((kind, code), (snippet.Kind, snippet.Code));
    }

    private static IEnumerable<string> AllPages()
    {
        var pages = File.Exists(Path.Combine(RepositoryRoot.Path, "README.md")) ? ["README.md"] : Array.Empty<string>();
        return Directory.Exists(Path.Combine(RepositoryRoot.Path, "docs")) ? pages.Concat(RepositoryRoot.Files("docs", "*.md")) : pages;
    }
}

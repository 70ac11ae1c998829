using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator;

namespace NetGen.Tests.Harness;

/// <summary>A test of a code fix in the vocabulary of Microsoft.CodeAnalysis.CSharp.CodeFix.Testing: the fix is applied until nothing fixable is
/// left; the result must equal <see cref="FixedCode"/> and compile with the generator running.</summary>
internal class CodeFixTest<TAnalyzer, TFix> : AnalyzerTest<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    private const int MostIterations = 20;

    /// <summary>The first source after the fix, with markup for what remains.</summary>
    public required string FixedCode { get; init; }

    /// <summary>Which of several offered actions to take.</summary>
    public int CodeActionIndex { get; init; }

    public new async Task RunAsync()
    {
        await base.RunAsync();
        var sources = Expectation.Read(TestState, DefaultId).Sources;
        using var workspace = new AdhocWorkspace();
        var project = CreateProject(workspace, sources);
        for (var i = 0; await FindActionAsync(project) is { } action; i++)
        {
            Assert.True(i < MostIterations, $"The fix does not end: {MostIterations} applications and still something to fix.");
            var operations = await action.GetOperationsAsync(CancellationToken.None);
            project = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
        }

        var fixedState = new TestState();
        fixedState.Sources.Add(FixedCode);
        var expectation = Expectation.Read(fixedState, DefaultId);
        var actual = (await project.Documents.First(d => d.FilePath == sources[0].FileName).GetTextAsync()).ToString();
        var expected = expectation.Sources[0].Content;
        Assert.True(actual == expected, $"The fixed code is not as expected:\n{Snapshot.Difference(expected, actual)}");
        expectation.Verify(await DiagnoseAsync((await project.GetCompilationAsync())!), "Fixed code");
    }

    private static Project CreateProject(AdhocWorkspace workspace, IReadOnlyList<(string FileName, string Content)> sources)
    {
        var compilation = ProjectSetup.CreateCompilation(sources);
        var project = workspace.AddProject("Test", LanguageNames.CSharp)
            .WithCompilationOptions(ProjectSetup.Options)
            .WithParseOptions(ProjectSetup.ParseOptions())
            .AddMetadataReferences(ProjectSetup.References)
            .AddAnalyzerReference(new GeneratorReference());
        foreach (var tree in compilation.SyntaxTrees)
            project = project.AddDocument(Path.GetFileName(tree.FilePath), tree.GetText(), filePath: tree.FilePath).Project;
        return project;
    }

    private async Task<CodeAction?> FindActionAsync(Project project)
    {
        var fix = new TFix();
        var compilation = (await project.GetCompilationAsync())!;
        foreach (var diagnostic in (await DiagnoseAsync(compilation)).Where(d => fix.FixableDiagnosticIds.Contains(d.Id)))
        {
            if (project.GetDocument(diagnostic.Location.SourceTree) is not { } document)
                continue;
            var actions = new List<CodeAction>();
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
            if (actions.Count > CodeActionIndex)
                return actions[CodeActionIndex];
        }

        return null;
    }

    /// <summary>Hands the network generator to the workspace.</summary>
    private sealed class GeneratorReference : AnalyzerReference
    {
        public override string? FullPath => null;

        public override object Id { get; } = nameof(NetworkGenerator);

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => [new NetworkGenerator().AsSourceGenerator()];

        public override ImmutableArray<ISourceGenerator> GetGeneratorsForAllLanguages() => GetGenerators(LanguageNames.CSharp);
    }
}

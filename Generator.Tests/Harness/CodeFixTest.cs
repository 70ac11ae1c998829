using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator;

namespace NetGen.Tests.Harness;

/// <summary>A test of a code fix in the vocabulary of Microsoft.CodeAnalysis.CSharp.CodeFix.Testing: the fix is applied until nothing fixable is
/// left, and once more to all at once; both results must equal <see cref="FixedCode"/> and compile with the generator running.</summary>
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
        await VerifyAsync(await FixOneByOneAsync(project), sources[0].FileName, "Code fixed one by one");
        if (CodeActionIndex == 0)
            await VerifyAsync(await FixAllAsync(project), sources[0].FileName, "Code after fix all");
    }

    private async Task<Project> FixOneByOneAsync(Project project)
    {
        for (var i = 0; await FindActionAsync(project) is { } action; i++)
        {
            Assert.True(i < MostIterations, $"The fix does not end: {MostIterations} applications and still something to fix.");
            project = await ApplyAsync(project, action);
        }

        return project;
    }

    /// <summary>Fixes everything that the first fixable diagnostic's action fixes too, at once.</summary>
    private async Task<Project> FixAllAsync(Project project)
    {
        if (await FindActionAsync(project) is not { } first)
            return project;
        var fix = new TFix();
        var provider = fix.GetFixAllProvider();
        Assert.True(provider is not null, "The fix has no way to fix all.");
        var context = new FixAllContext(
            project.Documents.First(), fix, FixAllScope.Project, first.EquivalenceKey, fix.FixableDiagnosticIds, new ProjectDiagnostics(), CancellationToken.None);
        var action = await provider.GetFixAsync(context);
        Assert.True(action is not null, "Fix all offers nothing.");
        return await ApplyAsync(project, action);
    }

    private static async Task<Project> ApplyAsync(Project project, CodeAction action) =>
        (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;

    private async Task VerifyAsync(Project project, string file, string context)
    {
        var fixedState = new TestState();
        fixedState.Sources.Add(FixedCode);
        var expectation = Expectation.Read(fixedState, DefaultId);
        var actual = (await project.Documents.First(d => d.FilePath == file).GetTextAsync()).ToString();
        var expected = expectation.Sources[0].Content;
        Assert.True(actual == expected, $"{context} is not as expected:\n{Snapshot.Difference(expected, actual)}");
        expectation.Verify(await DiagnoseAsync((await project.GetCompilationAsync())!), context);
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

    private sealed class ProjectDiagnostics : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await DiagnoseAsync((await project.GetCompilationAsync(cancellationToken))!);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await GetAllDiagnosticsAsync(document.Project, cancellationToken)).Where(d => d.Location.SourceTree == tree);
        }

        public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            (await GetAllDiagnosticsAsync(project, cancellationToken)).Where(d => d.Location.SourceTree is null);
    }

    /// <summary>Hands the network generator to the workspace.</summary>
    private sealed class GeneratorReference : AnalyzerReference
    {
        // A workspace finds a generator's reference by the object.
        private readonly ImmutableArray<ISourceGenerator> _generators = [new NetworkGenerator().AsSourceGenerator()];

        public override string? FullPath => null;

        public override object Id { get; } = nameof(NetworkGenerator);

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];

        public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

        public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => _generators;

        public override ImmutableArray<ISourceGenerator> GetGeneratorsForAllLanguages() => GetGenerators(LanguageNames.CSharp);
    }
}

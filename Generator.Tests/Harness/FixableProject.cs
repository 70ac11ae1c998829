using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator;

namespace NetGen.Tests.Harness;

/// <summary>A user's project in a workspace, with the generator running, and code fixes applied to it.</summary>
internal static class FixableProject
{
    public static Project Create(AdhocWorkspace workspace, IReadOnlyList<(string FileName, string Content)> sources)
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

    /// <summary>The first action that a fix offers for what is diagnosed.</summary>
    /// <param name="project">The project.</param>
    /// <param name="fix">The fix.</param>
    /// <param name="diagnose">Runs analyzers over a compilation.</param>
    /// <param name="index">Which of the actions for one diagnostic.</param>
    public static async Task<CodeAction?> FindActionAsync(Project project, CodeFixProvider fix, Func<Compilation, Task<ImmutableArray<Diagnostic>>> diagnose, int index = 0)
    {
        var compilation = (await project.GetCompilationAsync())!;
        foreach (var diagnostic in (await diagnose(compilation)).Where(d => fix.FixableDiagnosticIds.Contains(d.Id)))
        {
            if (project.GetDocument(diagnostic.Location.SourceTree) is not { } document)
                continue;
            var actions = new List<CodeAction>();
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
            if (actions.Count > index)
                return actions[index];
        }

        return null;
    }

    /// <summary>Fixes everything that the first fixable diagnostic's action fixes too, at once.</summary>
    public static async Task<Project> FixAllAsync(Project project, CodeFixProvider fix, Func<Compilation, Task<ImmutableArray<Diagnostic>>> diagnose)
    {
        if (await FindActionAsync(project, fix, diagnose) is not { } first)
            return project;
        var provider = fix.GetFixAllProvider();
        Assert.True(provider is not null, "The fix has no way to fix all.");
        var context = new FixAllContext(
            project.Documents.First(), fix, FixAllScope.Project, first.EquivalenceKey, fix.FixableDiagnosticIds, new ProjectDiagnostics(diagnose), CancellationToken.None);
        var action = await provider.GetFixAsync(context);
        Assert.True(action is not null, "Fix all offers nothing.");
        return await ApplyAsync(project, action);
    }

    public static async Task<Project> ApplyAsync(Project project, CodeAction action) =>
        (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;

    private sealed class ProjectDiagnostics(Func<Compilation, Task<ImmutableArray<Diagnostic>>> diagnose) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await diagnose((await project.GetCompilationAsync(cancellationToken))!);

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

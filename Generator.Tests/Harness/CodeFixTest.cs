using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

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
        var project = FixableProject.Create(workspace, sources);
        await VerifyAsync(await FixOneByOneAsync(project), sources[0].FileName, "Code fixed one by one");
        if (CodeActionIndex == 0)
            await VerifyAsync(await FixableProject.FixAllAsync(project, new TFix(), DiagnoseAsync), sources[0].FileName, "Code after fix all");
    }

    private async Task<Project> FixOneByOneAsync(Project project)
    {
        for (var i = 0; await FixableProject.FindActionAsync(project, new TFix(), DiagnoseAsync, CodeActionIndex) is { } action; i++)
        {
            Assert.True(i < MostIterations, $"The fix does not end: {MostIterations} applications and still something to fix.");
            project = await FixableProject.ApplyAsync(project, action);
        }

        return project;
    }

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
}

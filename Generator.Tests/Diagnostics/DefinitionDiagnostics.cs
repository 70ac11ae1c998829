using Microsoft.CodeAnalysis;
using NetGen.Generator;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Diagnostics;

/// <summary>What users see in their build: the generator runs, then compiler and analyzers report.</summary>
internal static class DefinitionDiagnostics
{
    public static Task<Diagnostic[]> FindAsync(string source) => FindAsync(ProjectSetup.CreateCompilation([("/0/Test0.cs", source)]));

    /// <summary>Errors, warnings and everything of ours over the user's and the generated code, by position; an analyzer or a generator that throws
    /// fails the test.</summary>
    public static async Task<Diagnostic[]> FindAsync(Compilation compilation)
    {
        var found = await AnalyzerRunner.DiagnoseAsync(GeneratorRun.Start(new NetworkGenerator(), compilation).Output, AnalyzerRunner.All);
        return [.. found.OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start)];
    }

    /// <summary>Fails unless the diagnostics of a source with markup (<c>{|NG1001:…|}</c>) are the marked ones, and returns them.</summary>
    public static async Task<Diagnostic[]> VerifyAsync(string markup)
    {
        var state = new TestState();
        state.Sources.Add(markup);
        var expectation = Expectation.Read(state);
        var found = await FindAsync(ProjectSetup.CreateCompilation(expectation.Sources));
        expectation.Verify(found, "Analyzers and compiler");
        return found;
    }
}

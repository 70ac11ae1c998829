using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator;

namespace NetGen.Tests.Harness;

/// <summary>
/// A test of an analyzer in the vocabulary of Microsoft.CodeAnalysis.CSharp.Analyzer.Testing. The network generator runs first, as it does in a
/// build, and the compiler must have nothing to add to the expected diagnostics: users see our error and no other.
/// </summary>
internal class AnalyzerTest<TAnalyzer> where TAnalyzer : DiagnosticAnalyzer, new()
{
    public TestState TestState { get; } = new();

    public List<DiagnosticResult> ExpectedDiagnostics => TestState.ExpectedDiagnostics;

    /// <summary>The first source.</summary>
    public string TestCode
    {
        set => TestState.Sources.Insert(0, ("/0/Test0.cs", value));
    }

    public async Task RunAsync()
    {
        var expectation = Expectation.Read(TestState, DefaultId);
        var compilation = ProjectSetup.CreateCompilation(expectation.Sources, TestState.PreprocessorSymbols);
        expectation.Verify(await DiagnoseAsync(GeneratorRun.Start(new NetworkGenerator(), compilation).Output), "Analyzer and compiler");
    }

    /// <summary>All diagnostics of the analyzer and the compiler over the generator's output.</summary>
    public static Task<ImmutableArray<Diagnostic>> DiagnoseAsync(Compilation compilation) => AnalyzerRunner.DiagnoseAsync(compilation, [new TAnalyzer()]);

    /// <summary>The id that <c>[|…|]</c> stands for: the analyzer's only one.</summary>
    internal static string? DefaultId => new TAnalyzer().SupportedDiagnostics is [var only] ? only.Id : null;
}

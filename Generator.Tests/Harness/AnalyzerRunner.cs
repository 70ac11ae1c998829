using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetGen.Tests.Harness;

/// <summary>Runs analyzers over a compilation.</summary>
internal static class AnalyzerRunner
{
    /// <summary>One of each analyzer that users get.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> All { get; } =
    [
        .. Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "NetGen.Analyzers.dll")).GetTypes()
            .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
    ];

    /// <summary>Errors and warnings of the compiler, and whatever the analyzers report. An analyzer that throws fails the test.</summary>
    public static async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerOptions? project = null)
    {
        if (analyzers.IsEmpty)
            return ProjectSetup.Problems(compilation.GetDiagnostics());
        Exception? thrown = null;
        var options = new CompilationWithAnalyzersOptions(
            project ?? new AnalyzerOptions([]), (exception, _, _) => thrown = exception, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var diagnostics = await compilation.WithAnalyzers(analyzers, options).GetAllDiagnosticsAsync();
        Assert.True(thrown is null, $"An analyzer threw: {thrown}");
        return ProjectSetup.Problems(diagnostics);
    }
}

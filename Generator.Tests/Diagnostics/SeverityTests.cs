using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Diagnostics;

/// <summary>Users set severities in <c>.editorconfig</c>, for an id or for a category, as for any analyzer.</summary>
public sealed class SeverityTests
{
    [Theory]
    [InlineData("NG2001", "", DiagnosticSeverity.Info)]
    [InlineData("NG2001", "dotnet_diagnostic.NG2001.severity = error", DiagnosticSeverity.Error)]
    [InlineData("NG2001", "dotnet_analyzer_diagnostic.category-NetGen.Duplicates.severity = warning", DiagnosticSeverity.Warning)]
    [InlineData("NG2001", "dotnet_diagnostic.NG2001.severity = none", null)]
    [InlineData("NG2006", "", DiagnosticSeverity.Warning)]
    [InlineData("NG2006", "dotnet_diagnostic.NG2006.severity = suggestion", DiagnosticSeverity.Info)]
    [InlineData("NG2006", "dotnet_analyzer_diagnostic.category-NetGen.Duplicates.severity = error", DiagnosticSeverity.Error)]
    [InlineData("NG2006", "dotnet_diagnostic.NG2006.severity = none", null)]
    [InlineData("NG3002", "dotnet_diagnostic.NG3002.severity = error", DiagnosticSeverity.Error)]
    [InlineData("NG4020", "dotnet_analyzer_diagnostic.category-NetGen.Usage.severity = none", null)]
    public async Task EditorConfig_SetsTheSeverity(string id, string lines, DiagnosticSeverity? expected)
    {
        var config = new EditorConfig(lines);
        var compilation = config.Apply(ProjectSetup.CreateCompilation([("/0/Test0.cs", DocumentationPage.Read(id).Example("Wrong")!)]));
        var output = GeneratorRun.Start(new NetworkGenerator(), compilation).Output;
        var found = (await output.WithAnalyzers(AnalyzerRunner.All, config.Options).GetAnalyzerDiagnosticsAsync()).Where(d => d.Id == id).ToArray();
        Assert.Equal(expected is null ? [] : [expected.Value], found.Select(d => d.Severity).Distinct());
    }
}

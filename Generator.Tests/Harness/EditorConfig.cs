using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetGen.Tests.Harness;

/// <summary>An <c>.editorconfig</c> beside a test's sources, applied as the compiler applies it.</summary>
internal sealed class EditorConfig
{
    private readonly AnalyzerConfigSet _set;

    /// <param name="lines">What it says about C# files.</param>
    /// <param name="properties">Properties of the project that compilers see, a line each.</param>
    public EditorConfig(string lines, string properties = "") => _set = AnalyzerConfigSet.Create(ImmutableArray.Create(
        AnalyzerConfig.Parse($"root = true\n[*.cs]\n{lines}\n", "/0/.editorconfig"), AnalyzerConfig.Parse($"is_global = true\n{properties}\n", "/0/project.globalconfig")));

    /// <summary>What analyzers read.</summary>
    public AnalyzerOptions Options => new([], new OptionsProvider(_set));

    public Compilation Apply(Compilation compilation) =>
        compilation.WithOptions(compilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default).WithSyntaxTreeOptionsProvider(new SeverityProvider(_set)));

    private sealed class SeverityProvider(AnalyzerConfigSet set) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            set.GetOptionsForSourcePath(tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            set.GlobalConfigOptions.TreeOptions.TryGetValue(diagnosticId, out severity);
    }

    private sealed class OptionsProvider(AnalyzerConfigSet set) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => new FileOptions(set.GlobalConfigOptions);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new FileOptions(set.GetOptionsForSourcePath(tree.FilePath));

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new FileOptions(set.GetOptionsForSourcePath(textFile.Path));
    }

    private sealed class FileOptions(AnalyzerConfigOptionsResult result) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            var isSet = result.AnalyzerOptions.TryGetValue(key, out var found);
            value = found ?? "";
            return isSet;
        }
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.FrontEnd;

namespace NetGen.Analyzers;

/// <summary>NG4030: a project that is compiled ahead of time for any x64 processor, that is, without AVX.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InstructionSetAnalyzer : SourceAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public InstructionSetAnalyzer()
        : base(DiagnosticIds.UnstatedInstructionSet)
    {
    }

    private protected override void Register(AnalysisContext context) => context.RegisterCompilationAction(Analyze);

    private static void Analyze(CompilationAnalysisContext context)
    {
        if (Property("PublishAot").Equals("true", StringComparison.OrdinalIgnoreCase)
            && Property("IlcInstructionSet").Length == 0
            && Runtime().EndsWith("-x64", StringComparison.OrdinalIgnoreCase)
            && context.Compilation.GetTypeByMetadataName(KnownNames.NetworkAttribute) is not null)
            context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.Find(DiagnosticIds.UnstatedInstructionSet), Location.None));

        // Until a runtime is chosen, which publishing does, it is that of the SDK.
        string Runtime() => Property("RuntimeIdentifier") is { Length: > 0 } chosen ? chosen : Property("NETCoreSdkRuntimeIdentifier");

        string Property(string name) => context.Options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue($"build_property.{name}", out var value) ? value : "";
    }
}

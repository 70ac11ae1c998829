using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.FrontEnd;

namespace NetGen.Analyzers;

/// <summary>Reports what is wrong with operations that users declare with <c>[Op]</c>, used or not.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OperationAnalyzer : SourceAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public OperationAnalyzer()
        : base(OperationDescriptors.Declaration)
    {
    }

    private protected override void Register(AnalysisContext context) => context.RegisterSymbolAction(Analyze, SymbolKind.Method);

    private static void Analyze(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.FindAttribute(KnownNames.Op) is null || method.PartialDefinitionPart is not null)
            return;
        var issues = new Issues();
        new UserOpReader(method, context.Compilation, issues).Read();
        foreach (var issue in issues.Found)
            context.ReportDiagnostic(issue.ToDiagnostic());
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Analyzers.Definitions;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.FrontEnd;

namespace NetGen.Analyzers;

/// <summary>Reports what is wrong with the definition of a network, and what it does twice or in vain. It runs the generator's own front end, so that both always
/// agree, once for all that it reports.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DefinitionAnalyzer : SourceAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public DefinitionAnalyzer()
        : base(DiagnosticDescriptors.Definition)
    {
    }

    private protected override void Register(AnalysisContext context) => context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.FindAttribute("NetworkAttribute")?.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken) is not { Parent.Parent: TypeDeclarationSyntax syntax })
        {
            if (UnmarkedNetworks.Check(type) is { } unmarked)
                context.ReportDiagnostic(unmarked.ToDiagnostic());
            return;
        }

        try
        {
            var result = NetworkParser.Parse(type, context.Compilation, syntax, context.CancellationToken);
            foreach (var issue in result.Issues)
                context.ReportDiagnostic(issue.ToDiagnostic());
            if (result.Spec.IsValid)
            {
                DuplicateCalls.Report(result, issue => context.ReportDiagnostic(issue.ToDiagnostic()));
                SelectAfterCompute.Report(result, issue => context.ReportDiagnostic(issue.ToDiagnostic()));
            }
            else if (result.Issues.IsEmpty && !result.IsWrongElsewhere)
            {
                CheckCompilerReports(context, type, syntax);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ReportFailure(context, type, syntax, $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    // What makes a network invalid without an issue of ours is left to C#. If C# has nothing against it either, we have a gap, and say so
    // rather than let the generator write stubs in silence.
    private static void CheckCompilerReports(SymbolAnalysisContext context, INamedTypeSymbol type, TypeDeclarationSyntax syntax)
    {
        if (!new SemanticModels(context.Compilation).HasErrors(type, context.CancellationToken))
            ReportFailure(context, type, syntax, "the definition could not be read, although C# accepts it");
    }

    private static void ReportFailure(SymbolAnalysisContext context, INamedTypeSymbol type, TypeDeclarationSyntax syntax, string why) =>
        context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.Find(DiagnosticIds.Internal), syntax.Identifier.GetLocation(), type.Name, why));
}

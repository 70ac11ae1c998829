using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.FrontEnd;

namespace NetGen.Analyzers;

/// <summary>Reports what is wrong with the definition of a network: it runs the generator's own front end, so that both always agree.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DefinitionAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = DiagnosticDescriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.FindAttribute("NetworkAttribute")?.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken) is not { Parent.Parent: TypeDeclarationSyntax syntax })
            return;
        try
        {
            foreach (var issue in NetworkParser.Parse(type, context.Compilation, syntax, context.CancellationToken).Issues)
                context.ReportDiagnostic(issue.ToDiagnostic());
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                DiagnosticDescriptors.Find(DiagnosticIds.Internal), syntax.Identifier.GetLocation(), type.Name, $"{exception.GetType().Name}: {exception.Message}"));
        }
    }
}

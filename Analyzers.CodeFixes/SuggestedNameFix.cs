using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.FrontEnd;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>NG0015: renames a parameter of a loss or metric to the value that was probably meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SuggestedNameFix)), Shared]
public sealed class SuggestedNameFix : SyntaxFix
{
    /// <summary>Makes the fix.</summary>
    public SuggestedNameFix()
        : base("Rename to the value that was meant", DiagnosticIds.UnboundParameter)
    {
    }

    private protected override async Task<SyntaxNode?> FixAsync(Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (!diagnostic.Properties.TryGetValue(LocatedIssue.SuggestedName, out var suggested)
            || suggested is null
            || !SyntaxFacts.IsValidIdentifier(suggested)
            || node.FirstAncestorOrSelf<ParameterSyntax>() is not { Parent.Parent: MethodDeclarationSyntax method } parameter
            || await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || model.GetDeclaredSymbol(parameter, cancellation) is not { } symbol)
            return null;
        // Values are bound without regard to case; parameters begin with a small letter.
        var name = char.ToLowerInvariant(suggested[0]) + suggested.Substring(1);
        if (method.ParameterList.Parameters.Any(other => other.Identifier.ValueText == name))
            return null;
        var uses = method.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(use => use.Identifier.ValueText == symbol.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(use, cancellation).Symbol, symbol))
            .Select(use => use.Identifier);
        return root.ReplaceTokens(uses.Append(parameter.Identifier), (_, token) => Identifier(Escaped(name)).WithTriviaFrom(token));
    }

    private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}

using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Diagnostics;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>NG0001 and NG0003: gives a network, and the types around it, the modifier <c>partial</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PartialFix)), Shared]
public sealed class PartialFix : SyntaxFix
{
    /// <summary>Makes the fix.</summary>
    public PartialFix()
        : base("Make partial", DiagnosticIds.NotPartial, DiagnosticIds.ContainingTypeNotPartial)
    {
    }

    private protected override Task<SyntaxNode?> FixAsync(Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation)
    {
        // The network itself cannot be partial alone: each type around it is as much a part.
        var closed = node.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Where(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword)).ToArray();
        return Task.FromResult(closed.Length == 0 ? null : root.ReplaceNodes(closed, (_, type) => MakePartial(type)));
    }

    internal static TypeDeclarationSyntax MakePartial(TypeDeclarationSyntax type)
    {
        var partial = Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(Space);
        if (type.Modifiers.Count > 0)
            return type.WithModifiers(type.Modifiers.Add(partial));
        partial = partial.WithLeadingTrivia(type.Keyword.LeadingTrivia);
        return type.WithKeyword(type.Keyword.WithLeadingTrivia()).WithModifiers(TokenList(partial));
    }
}

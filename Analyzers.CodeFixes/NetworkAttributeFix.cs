using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Diagnostics;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>NG0033: marks a class that has layers with <c>[Network]</c>, and makes it partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NetworkAttributeFix)), Shared]
public sealed class NetworkAttributeFix : SyntaxFix
{
    /// <summary>Makes the fix.</summary>
    public NetworkAttributeFix()
        : base("Add [Network]", DiagnosticIds.NotMarked)
    {
    }

    private protected override Task<SyntaxNode?> FixAsync(Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } type)
            return Task.FromResult<SyntaxNode?>(null);
        var partial = type.Modifiers.Any(SyntaxKind.PartialKeyword) ? type : PartialFix.MakePartial(type);
        return Task.FromResult<SyntaxNode?>(root.ReplaceNode(type, Mark((ClassDeclarationSyntax)partial)));
    }

    /// <summary>At the beginning of the list of layers, which is written in one pair of brackets, or else on a line of its own.</summary>
    private static ClassDeclarationSyntax Mark(ClassDeclarationSyntax type)
    {
        var network = Attribute(IdentifierName("Network"));
        if (type.AttributeLists.FirstOrDefault() is { Target: null } list)
        {
            var rest = list.Attributes.Replace(list.Attributes[0], list.Attributes[0].WithLeadingTrivia(Space));
            return type.ReplaceNode(list, list.WithAttributes(rest.Insert(0, network)));
        }

        var line = AttributeList(SingletonSeparatedList(network)).WithLeadingTrivia(type.GetLeadingTrivia()).WithTrailingTrivia(ElasticLineFeed);
        var indent = type.GetLeadingTrivia().LastOrDefault() is { RawKind: (int)SyntaxKind.WhitespaceTrivia } space ? TriviaList(space) : TriviaList();
        return type.WithLeadingTrivia(indent).WithAttributeLists(SingletonList(line));
    }
}

using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Diagnostics;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>NG3002 and NG3007: removes a layer method that is never called, or a layer attribute that does nothing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveLayerFix)), Shared]
public sealed class RemoveLayerFix : SyntaxFix
{
    /// <summary>Makes the fix.</summary>
    public RemoveLayerFix()
        : base("Remove the layer", DiagnosticIds.UnusedLayer, DiagnosticIds.NoEffect)
    {
    }

    private protected override Task<SyntaxNode?> FixAsync(Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation) => Task.FromResult(
        diagnostic.Id == DiagnosticIds.UnusedLayer
            ? node is MethodDeclarationSyntax method && !method.ContainsDirectives ? root.RemoveNode(method, SyntaxRemoveOptions.KeepNoTrivia) : null
            : node.FirstAncestorOrSelf<AttributeSyntax>() is { Parent: AttributeListSyntax list } attribute && IsOneOfSeveral(list) ? RemoveAttribute(root, list, attribute) : null);

    /// <summary>Whether a layer, or a network, remains without one attribute.</summary>
    private static bool IsOneOfSeveral(AttributeListSyntax list) =>
        list.Attributes.Count > 1 || list.Parent is MethodDeclarationSyntax { AttributeLists.Count: > 1 } or TypeDeclarationSyntax;

    private static SyntaxNode? RemoveAttribute(SyntaxNode root, AttributeListSyntax list, AttributeSyntax attribute)
    {
        if (list.Attributes.Count == 1)
            return root.RemoveNode(list, SyntaxRemoveOptions.KeepLeadingTrivia);
        var rest = list.Attributes.Remove(attribute);
        // The first attribute's place is taken by the second, which had white space in front.
        return root.ReplaceNode(list, list.WithAttributes(list.Attributes[0] == attribute ? rest.Replace(rest[0], rest[0].WithLeadingTrivia(attribute.GetLeadingTrivia())) : rest));
    }
}

using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Diagnostics;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>NG0025: writes <c>Activation.Relu</c> where <c>Relu</c> means the function.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(QualifyActivationFix)), Shared]
public sealed class QualifyActivationFix : SyntaxFix
{
    /// <summary>Makes the fix.</summary>
    public QualifyActivationFix()
        : base("Qualify the activation", DiagnosticIds.UnqualifiedActivation)
    {
    }

    private protected override Task<SyntaxNode?> FixAsync(Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation) =>
        Task.FromResult(node.FirstAncestorOrSelf<IdentifierNameSyntax>() is { } name
            ? root.ReplaceNode(name, ParseExpression("Activation." + name.Identifier.Text).WithTriviaFrom(name))
            : null);
}

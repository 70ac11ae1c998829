using System.Collections.Immutable;
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
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.UnqualifiedActivation];

    /// <inheritdoc/>
    protected override string Title => "Qualify the activation";

    private protected override Task<SyntaxNode?> FixAsync(Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation) =>
        Task.FromResult(node.FirstAncestorOrSelf<IdentifierNameSyntax>() is { } name
            ? root.ReplaceNode(name, ParseExpression("Activation." + name.Identifier.Text).WithTriviaFrom(name))
            : null);
}

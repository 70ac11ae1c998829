using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Diagnostics;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>NG4020: declares the trainer with <c>using</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class UndisposedTrainerFix : CallSiteFix
{
    /// <summary>Makes the fix.</summary>
    public UndisposedTrainerFix()
        : base("Declare the trainer with 'using'", DiagnosticIds.UndisposedTrainer)
    {
    }

    private protected override Edit? Prepare(SemanticModel model, Diagnostic diagnostic, SyntaxNode place, SyntaxNode? other)
    {
        if (place.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { Declaration.Variables.Count: 1 } declaration || Statements.HeldBy(place) is null
            || declaration.Parent is SwitchSectionSyntax)
            return null;
        return new Edit([declaration], root => root.GetCurrentNode(declaration) is { } current
            ? root.ReplaceNode(current, current.WithoutLeadingTrivia()
                .WithUsingKeyword(SyntaxFactory.Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(SyntaxFactory.Space)).WithLeadingTrivia(current.GetLeadingTrivia()))
            : root);
    }
}

using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Diagnostics;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>NG2005: <c>Where(mask, A(x), B(x))</c> becomes <c>mask ? A(x) : B(x)</c>; a local that only the choice uses moves into its branch.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ConditionalFix)), Shared]
public sealed class ConditionalFix : SyntaxFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.SelectAfterCompute];

    /// <inheritdoc/>
    protected override string Title => "Compute only the branch that a row takes";

    private protected override async Task<SyntaxNode?> FixAsync(Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { ArgumentList.Arguments: { Count: 3 } arguments } call
            || call.Expression.ToString() is not ("Where" or "Ops.Where")
            || arguments.Any(argument => argument.NameColon is not null)
            || await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
            return null;
        var (whenTrue, first) = Inlined(arguments[1].Expression, model, cancellation);
        var (whenFalse, second) = Inlined(arguments[2].Expression, model, cancellation);
        // Nothing is won unless a branch computes something that is written in it.
        if (!whenTrue.DescendantNodesAndSelf().Concat(whenFalse.DescendantNodesAndSelf()).Any(part => part is InvocationExpressionSyntax))
            return null;
        ExpressionSyntax choice = ConditionalExpression(
            Operand(arguments[0].Expression),
            Token(SyntaxKind.QuestionToken).WithLeadingTrivia(Space).WithTrailingTrivia(Space), Operand(whenTrue),
            Token(SyntaxKind.ColonToken).WithLeadingTrivia(Space).WithTrailingTrivia(Space), Operand(whenFalse));
        if (call.Parent is not (ArgumentSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax or ParenthesizedExpressionSyntax))
            choice = ParenthesizedExpression(choice);
        var moved = new[] { first, second }.OfType<SyntaxNode>().ToArray();
        var tracked = root.TrackNodes(moved.Append(call));
        tracked = tracked.ReplaceNode(tracked.GetCurrentNode<SyntaxNode>(call)!, choice.WithTriviaFrom(call));
        return moved.Length == 0 ? tracked : tracked.RemoveNodes(tracked.GetCurrentNodes<SyntaxNode>(moved), SyntaxRemoveOptions.KeepNoTrivia);
    }

    /// <summary>The value of a local that is used once, and its declaration, which then goes.</summary>
    private static (ExpressionSyntax Value, StatementSyntax? Declaration) Inlined(ExpressionSyntax value, SemanticModel model, CancellationToken cancellation)
    {
        if (value is not IdentifierNameSyntax
            || model.GetSymbolInfo(value, cancellation).Symbol is not ILocalSymbol local
            || local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not VariableDeclaratorSyntax { Initializer.Value: { } initial, Parent.Parent: LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1, Parent: BlockSyntax block } declaration })
            return (value, null);
        var uses = block.DescendantNodes().OfType<IdentifierNameSyntax>().Count(name =>
            name.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellation).Symbol, local));
        return uses == 1 && !declaration.ContainsDirectives ? (initial, declaration) : (value, null);
    }

    private static ExpressionSyntax Operand(ExpressionSyntax expression) => expression is ConditionalExpressionSyntax or AssignmentExpressionSyntax or LambdaExpressionSyntax
        ? ParenthesizedExpression(expression.WithoutTrivia())
        : expression.WithoutTrivia();
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>Lets a later call use the result of an earlier one: the earlier is held by a local, and whoever reads the later reads that local.</summary>
internal static class SharedCall
{
    /// <summary>The change; null if the later call does not see such a local, or if one result cannot stand for both since someone may write to it.</summary>
    /// <param name="wanted">The name of the local if the earlier call has none yet.</param>
    /// <param name="merged">The earlier call as it must be to serve both; null to leave it.</param>
    public static Edit? Prepare(SemanticModel model, InvocationExpressionSyntax first, InvocationExpressionSyntax second, string wanted, Func<InvocationExpressionSyntax, InvocationExpressionSyntax>? merged)
    {
        var (earlier, later) = (HeldResult.Of(first, model), HeldResult.Of(second, model));
        if (!IsPossible(first, second) || !IsOnlyRead(first, earlier, model) || !IsOnlyRead(second, later, model))
            return null;
        // A local that gets another value later, or another one of its name, would be read in place of this result.
        var isFixed = Statements.HeldBy(first) is not { } name || (earlier is not null && Statements.IsDeclaredOnce(first, name));
        return new Edit([first, second, .. later?.Nodes ?? []], root => Apply(root, first, second, wanted, merged, isFixed ? later : null));
    }

    private static bool IsOnlyRead(InvocationExpressionSyntax call, HeldResult? held, SemanticModel model)
    {
        var type = model.GetTypeInfo(call).Type;
        return held?.IsOnlyRead(type) ?? (type is not { Name: "GradientSet" } || call.Parent is ExpressionStatementSyntax || HeldResult.IsRead(call));
    }

    /// <summary>Whether the result of <paramref name="first"/> can be held by a local that <paramref name="second"/> sees.</summary>
    private static bool IsPossible(SyntaxNode first, SyntaxNode second) =>
        Statements.Of(first) is { Parent: { } block } statement && (block is GlobalStatementSyntax ? block.Parent! : block).Contains(second)
        && statement is ExpressionStatementSyntax or LocalDeclarationStatementSyntax or ReturnStatementSyntax or IfStatementSyntax or ThrowStatementSyntax or CommonForEachStatementSyntax or UsingStatementSyntax
        && !statement.Contains(second) | Statements.HeldBy(first) is null;

    private static SyntaxNode Apply(
        SyntaxNode root, SyntaxNode first, SyntaxNode second, string wanted, Func<InvocationExpressionSyntax, InvocationExpressionSyntax>? merged, HeldResult? held)
    {
        if (root.GetCurrentNode(first) is not InvocationExpressionSyntax call || root.GetCurrentNode(second) is null)
            return root;
        if (merged is not null)
        {
            root = root.ReplaceNode(call, merged(call));
            call = (InvocationExpressionSyntax)root.GetCurrentNode(first)!;
        }

        var name = Statements.HeldBy(call);
        if (name is null)
        {
            name = Statements.FreeName(call, wanted);
            if (Statements.Of(call) is not { } statement)
                return root;
            var declaration = Declare(name, call, root);
            if (statement is ExpressionStatementSyntax { Expression: var whole } && whole == call)
            {
                root = root.ReplaceNode((SyntaxNode)statement, declaration.WithTriviaFrom(statement));
            }
            else
            {
                var used = statement.ReplaceNode(call, SyntaxFactory.IdentifierName(name).WithTriviaFrom(call));
                var marked = root.ReplaceNode(statement, used.WithAdditionalAnnotations(Rewritten));
                var place = (StatementSyntax)marked.GetAnnotatedNodes(Rewritten).Single();
                root = Statements.Insert(marked, place, declaration.WithLeadingTrivia(place.GetLeadingTrivia()));
            }
        }

        if (held is not null)
            return held.ReplaceBy(name, root);
        return root.GetCurrentNode(second) is { } later ? root.ReplaceNode(later, SyntaxFactory.IdentifierName(name).WithTriviaFrom(later)) : root;
    }

    /// <summary>A local that holds what a call gives.</summary>
    public static LocalDeclarationStatementSyntax Declare(string name, ExpressionSyntax call, SyntaxNode root) => SyntaxFactory.LocalDeclarationStatement(
        SyntaxFactory.VariableDeclaration(
            SyntaxFactory.IdentifierName("var").WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.SingletonSeparatedList(SyntaxFactory.VariableDeclarator(SyntaxFactory.Identifier(name).WithTrailingTrivia(SyntaxFactory.Space)).WithInitializer(
                SyntaxFactory.EqualsValueClause(SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space), call.WithoutTrivia())))))
        .WithTrailingTrivia(Statements.EndOfLine(root));

    private static readonly SyntaxAnnotation Rewritten = new();
}

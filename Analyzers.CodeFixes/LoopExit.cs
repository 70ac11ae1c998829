using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>Moves a call in front of the loop that repeats it.</summary>
internal static class LoopExit
{
    /// <param name="call">A call that does the same in every iteration.</param>
    /// <param name="loop">The loop.</param>
    /// <param name="isStatement">Whether the call gives nothing back.</param>
    public static Edit? Move(InvocationExpressionSyntax call, StatementSyntax loop, bool isStatement)
    {
        if (loop.Parent is not (BlockSyntax or GlobalStatementSyntax or SwitchSectionSyntax))
            return null;
        var moved = isStatement || Statements.HeldBy(call) is not null ? Statements.Of(call) : null;
        if (isStatement && moved is not { Parent: BlockSyntax })
            return null;
        if (moved is { Parent: BlockSyntax } and (ExpressionStatementSyntax or LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 }))
        {
            return new Edit([loop, moved], root =>
            {
                if (root.GetCurrentNode(moved) is not { } current)
                    return root;
                root = Statements.Remove(root, current);
                var target = root.GetCurrentNode(loop)!;
                return Statements.Insert(root, target, current.WithLeadingTrivia(target.GetLeadingTrivia()).WithTrailingTrivia(Statements.EndOfLine(root)));
            });
        }

        return new Edit([loop, call], root =>
        {
            if (root.GetCurrentNode(call) is not { } current || root.GetCurrentNode(loop) is not { } target)
                return root;
            var name = Statements.FreeName(target, "evaluation");
            var declaration = SharedCall.Declare(name, current, root);
            root = root.ReplaceNode(current, SyntaxFactory.IdentifierName(name).WithTriviaFrom(current));
            target = root.GetCurrentNode(loop)!;
            return Statements.Insert(root, target, declaration.WithLeadingTrivia(target.GetLeadingTrivia()));
        });
    }
}

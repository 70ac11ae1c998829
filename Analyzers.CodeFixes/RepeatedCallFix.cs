using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Diagnostics;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>NG2006: uses the earlier result, or moves the call in front of the loop.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class RepeatedCallFix : CallSiteFix
{
    /// <summary>Makes the fix.</summary>
    public RepeatedCallFix()
        : base("Evaluate once", DiagnosticIds.RepeatedCall)
    {
    }

    private protected override Edit? Prepare(SemanticModel model, SyntaxNode place, SyntaxNode? other)
    {
        if (place is not InvocationExpressionSyntax call || model.GetOperation(call) is not Microsoft.CodeAnalysis.Operations.IInvocationOperation operation)
            return null;
        if (other is StatementSyntax loop)
            return MoveOut(call, loop, operation.TargetMethod.ReturnsVoid);
        if (other is not InvocationExpressionSyntax first)
            return null;
        if (operation.TargetMethod.ReturnsVoid)
            return CopyOutputs(call, first, operation.TargetMethod);
        return SharedCall.IsPossible(first, call)
            ? new Edit([first, call], root => SharedCall.Apply(root, first, call, operation.TargetMethod.Name == "Evaluate" ? "evaluation" : "gradients", null))
            : null;
    }

    /// <summary>Removes a prediction that has been made, or copies it where it is to go elsewhere.</summary>
    private static Edit? CopyOutputs(InvocationExpressionSyntax call, InvocationExpressionSyntax first, IMethodSymbol method)
    {
        if (call.Parent is not ExpressionStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax or SwitchSectionSyntax } statement || IsNamed(call) || IsNamed(first))
            return null;
        var outputs = Enumerable.Range(0, method.Parameters.Length).Where(i => method.Parameters[i].Type.Name == "Span")
            .Select(i => (From: first.ArgumentList.Arguments[i].Expression, To: call.ArgumentList.Arguments[i].Expression))
            .Where(o => !SyntaxFactory.AreEquivalent(o.From, o.To)).ToArray();
        return new Edit([statement], root =>
        {
            if (root.GetCurrentNode(statement) is not { } current)
                return root;
            if (outputs.Length == 0)
                return Statements.Remove(root, current);
            var copies = outputs.Select((o, i) => SyntaxFactory.ParseStatement($"{o.From.WithoutTrivia()}.CopyTo({o.To.WithoutTrivia()});")
                .WithLeadingTrivia(i == 0 ? current.GetLeadingTrivia() : Statements.Indentation(current)).WithTrailingTrivia(i == outputs.Length - 1 ? current.GetTrailingTrivia() : [Statements.EndOfLine(root)]));
            return current.Parent is GlobalStatementSyntax global
                ? root.ReplaceNode(global, copies.Select(c => SyntaxFactory.GlobalStatement(c)))
                : root.ReplaceNode(current, copies);
        });
    }

    private static Edit? MoveOut(InvocationExpressionSyntax call, StatementSyntax loop, bool isStatement)
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

    private static bool IsNamed(InvocationExpressionSyntax call) => call.ArgumentList.Arguments.Any(a => a.NameColon is not null);
}

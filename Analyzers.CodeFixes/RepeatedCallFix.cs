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

    private protected override Edit? Prepare(SemanticModel model, Diagnostic diagnostic, SyntaxNode place, SyntaxNode? other)
    {
        if (place is not InvocationExpressionSyntax call || model.GetOperation(call) is not Microsoft.CodeAnalysis.Operations.IInvocationOperation operation)
            return null;
        if (other is StatementSyntax loop)
            return LoopExit.Move(call, loop, operation.TargetMethod.ReturnsVoid);
        if (other is not InvocationExpressionSyntax first)
            return null;
        if (operation.TargetMethod.ReturnsVoid)
            return CopyOutputs(call, first, operation.TargetMethod);
        return SharedCall.Prepare(model, first, call, operation.TargetMethod.Name switch { "Evaluate" => "evaluation", "Predict" => "outputs", _ => "gradients" }, null);
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
            return Statements.Replace(root, current, [.. outputs.Select(o => SyntaxFactory.ParseStatement($"{o.From.WithoutTrivia()}.CopyTo({o.To.WithoutTrivia()});"))]);
        });
    }

    private static bool IsNamed(InvocationExpressionSyntax call) => call.ArgumentList.Arguments.Any(a => a.NameColon is not null);
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Diagnostics;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>NG2004: lets the step write the outputs. It takes the place of the prediction, so that what stands between still finds them.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class EvaluationBeforeStepFix : CallSiteFix
{
    /// <summary>Makes the fix.</summary>
    public EvaluationBeforeStepFix()
        : base("Take the outputs of the step", DiagnosticIds.EvaluationBeforeStep)
    {
    }

    private protected override Edit? Prepare(SemanticModel model, Diagnostic diagnostic, SyntaxNode place, SyntaxNode? other)
    {
        if (place is not InvocationExpressionSyntax evaluation || other is not InvocationExpressionSyntax training || model.GetOperation(training) is not IInvocationOperation operation
            || Statements.Of(evaluation) is not { } before || Statements.Of(training) is not { } step || before.Parent != step.Parent
            || evaluation.ArgumentList.Arguments.Concat(training.ArgumentList.Arguments).Any(a => a.NameColon is not null))
            return null;
        var between = before.Parent!.ChildNodes().OfType<StatementSyntax>().Where(s => s.SpanStart > before.SpanStart && s.SpanStart < step.SpanStart).ToArray();
        if (model.GetOperation(evaluation) is not IInvocationOperation { TargetMethod: var predict } || !CanMove(evaluation, training, step, between))
            return null;
        return predict.ReturnsVoid
            ? before is ExpressionStatementSyntax ? TakeOutputs(evaluation, training, before, step, predict, operation.TargetMethod) : null
            : TakeLoss(evaluation, training, before, step);
    }

    /// <summary>Nothing between may use the network or trainer, or what the step's statement assigns.</summary>
    private static bool CanMove(InvocationExpressionSyntax evaluation, InvocationExpressionSyntax training, StatementSyntax step, IEnumerable<StatementSyntax> between)
    {
        if (step is not (ExpressionStatementSyntax or LocalDeclarationStatementSyntax))
            return false;
        var names = new HashSet<string>(StringComparer.Ordinal) { Root(evaluation), Root(training) };
        if (step is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment })
            names.UnionWith(assignment.Left.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(i => i.Identifier.Text));
        return !between.SelectMany(s => s.DescendantNodes()).OfType<IdentifierNameSyntax>().Any(i => names.Contains(i.Identifier.Text));
    }

    private static string Root(InvocationExpressionSyntax call) => call.Expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().First().Identifier.Text;

    private static Edit TakeOutputs(
        InvocationExpressionSyntax evaluation, InvocationExpressionSyntax training, StatementSyntax before, StatementSyntax step, IMethodSymbol predict, IMethodSymbol method)
    {
        var outputs = evaluation.ArgumentList.Arguments.Skip(predict.Parameters.Count(p => p.Type.Name == "ReadOnlySpan")).Select(a => a.WithoutTrivia()).ToArray();
        var data = method.Parameters.Count(p => !p.IsParams && p.Type.Name == "ReadOnlySpan");
        return new Edit([before, step, training], root =>
        {
            if (root.GetCurrentNode(before) is not { } place || root.GetCurrentNode(training) is not { } call || root.GetCurrentNode(step) is not { } statement)
                return root;
            var arguments = call.ArgumentList.Arguments.Select(a => a.WithoutTrivia()).ToList();
            arguments.InsertRange(data, outputs);
            var commas = Enumerable.Repeat(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), arguments.Count - 1);
            var moved = statement.ReplaceNode(call, call.WithArgumentList(call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList(arguments, commas))));
            root = root.ReplaceNode((SyntaxNode)place, moved.WithLeadingTrivia(place.GetLeadingTrivia()).WithAdditionalAnnotations(Moved));
            var old = root.GetCurrentNodes<StatementSyntax>(step).First(s => !s.HasAnnotation(Moved));
            root = Statements.Remove(root, old);
            return root.ReplaceNodes(root.GetAnnotatedNodes(Moved), (_, n) => n.WithoutAnnotations(Moved));
        });
    }

    /// <summary>The loss of the evaluation becomes what the step gives.</summary>
    private static Edit? TakeLoss(InvocationExpressionSyntax evaluation, InvocationExpressionSyntax training, StatementSyntax before, StatementSyntax step)
    {
        if (before is not LocalDeclarationStatementSyntax { Declaration: { Variables.Count: 1 } declaration } local || evaluation.Parent is not MemberAccessExpressionSyntax { Parent: EqualsValueClauseSyntax } access
            || step is not ExpressionStatementSyntax { Expression: var whole } || whole != training)
            return null;
        return new Edit([local, access, step], root =>
        {
            if (root.GetCurrentNode(local) is not { } place || root.GetCurrentNode(step) is not { } statement)
                return root;
            var value = ((ExpressionStatementSyntax)statement).Expression.WithoutTrivia();
            var replaced = place.ReplaceNode(root.GetCurrentNode(access)!, value);
            if (declaration.Type.IsVar)
                replaced = replaced.ReplaceNode(replaced.Declaration.Type, SyntaxFactory.ParseTypeName("double").WithTriviaFrom(replaced.Declaration.Type));
            root = Statements.Remove(root, statement);
            return root.ReplaceNode(root.GetCurrentNode(local)!, replaced);
        });
    }

    private static readonly SyntaxAnnotation Moved = new();
}

using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Diagnostics;

namespace NetGen.Analyzers.CodeFixes;

/// <summary>NG2007: predicts once, in front of the loop. Where the loop goes through the data in parts, or writes over the outputs, they are kept as columns of a data set,
/// from which each iteration copies its rows; where it goes through batches, a data set for each.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FrozenNetworkFix)), Shared]
public sealed class FrozenNetworkFix : CallSiteFix
{
    /// <summary>Makes the fix.</summary>
    public FrozenNetworkFix()
        : base("Evaluate once, in front of the loop", DiagnosticIds.FrozenNetworkInTraining)
    {
    }

    private protected override Edit? Prepare(SemanticModel model, Diagnostic diagnostic, SyntaxNode place, SyntaxNode? other)
    {
        if (place is not InvocationExpressionSyntax call || other is not StatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax or SwitchSectionSyntax } loop
            || model.GetOperation(call) is not IInvocationOperation operation)
            return null;
        if (diagnostic.Properties.ContainsKey(RepeatedCallAnalyzer.KeepsOutputs))
            return LoopExit.Move(call, loop, operation.TargetMethod.ReturnsVoid);
        return call.Parent is ExpressionStatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax } statement && KeptPredictions.Read(call, operation.TargetMethod, loop, model) is { } kept
            ? new Edit([loop, statement], root => Keep(root, loop, statement, kept))
            : null;
    }

    private static SyntaxNode Keep(SyntaxNode root, StatementSyntax loop, StatementSyntax statement, KeptPredictions kept)
    {
        if (root.GetCurrentNode(loop) is not { } target || root.GetCurrentNode(statement) is not { } current)
            return root;
        var name = Statements.FreeName(target, kept.Name);
        root = Statements.Replace(root, current, kept.Copies(name));
        target = root.GetCurrentNode(loop)!;
        return Statements.Insert(root, target, SharedCall.Declare(name, kept.Call, root).WithLeadingTrivia(target.GetLeadingTrivia()));
    }
}

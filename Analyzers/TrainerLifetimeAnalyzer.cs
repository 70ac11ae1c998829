using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Analyzers.Flow;
using NetGen.Generator.Diagnostics;

namespace NetGen.Analyzers;

/// <summary>NG4020: a trainer is made and never disposed of. NG4023: a trainer is made anew for each step, so that its optimizer forgets what it measured.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TrainerLifetimeAnalyzer : CallSiteAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public TrainerLifetimeAnalyzer()
        : base(DiagnosticIds.UndisposedTrainer, DiagnosticIds.TrainerPerStep)
    {
    }

    private protected override void Analyze(Body body, Action<Diagnostic> report)
    {
        foreach (var creation in body.Operations.OfType<IInvocationOperation>().Where(o => o.TargetMethod.Name == "CreateTrainer" && body.Symbols.IsNetwork(o.TargetMethod.ContainingType)))
        {
            if (Unconverted(creation).Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } declarator })
            {
                var references = body.ReferencesTo(local).ToArray();
                if (!IsUsing(declarator) && references.All(IsOnlyUsed) && !references.Any(IsDisposed))
                    report(At(DiagnosticIds.UndisposedTrainer, creation.Syntax, null, $"'{local.Name}'"));
                if (LoopOfSteps(creation, declarator, references, body) is { } loop)
                    report(At(DiagnosticIds.TrainerPerStep, creation.Syntax, loop, local.Name, LineOf(loop)));
            }
            else if (Unconverted(creation).Parent is IExpressionStatementOperation or IInvocationOperation { TargetMethod.Name: not "Dispose" })
            {
                report(At(DiagnosticIds.UndisposedTrainer, creation.Syntax, null, "The trainer"));
            }
        }
    }

    private static IOperation Unconverted(IOperation operation) => operation.Parent is IConversionOperation { IsImplicit: true } conversion ? conversion : operation;

    private static bool IsUsing(IVariableDeclaratorOperation declarator) =>
        declarator.Syntax.FirstAncestorOrSelf<StatementSyntax>() is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } or UsingStatementSyntax;

    /// <summary>Whether a reference neither hands the trainer on nor lets go of it: who gets it may dispose of it.</summary>
    private static bool IsOnlyUsed(ILocalReferenceOperation reference) =>
        (reference.Parent is IInvocationOperation { Instance: var receiver } && receiver == reference) || reference.Parent is IPropertyReferenceOperation;

    private static bool IsDisposed(ILocalReferenceOperation reference) => reference.Parent is IInvocationOperation { TargetMethod.Name: "Dispose" };

    /// <summary>The loop around the creation in which each trainer takes no more than one step; null if there is none.</summary>
    private static StatementSyntax? LoopOfSteps(IInvocationOperation creation, IVariableDeclaratorOperation declarator, IReadOnlyList<ILocalReferenceOperation> references, Body body)
    {
        var steps = references.Where(r => r.Parent is IInvocationOperation { TargetMethod.Name: "Step" }).ToArray();
        if (LoopAround(declarator.Syntax) is not { } loop || steps.Length == 0 || steps.Any(s => LoopAround(s.Syntax) != loop))
            return null;
        // A network of its own for each trainer is another experiment.
        var network = creation.Instance is { } instance ? new ValueReader(body.Variables).Read(instance) : null;
        return network is not null && network.Nodes.All(n => n.Symbol is not ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } places } || !loop.Span.Contains(places[0].Span))
            ? loop
            : null;
    }

    private static StatementSyntax? LoopAround(SyntaxNode node) => node.Ancestors()
        .TakeWhile(a => a is not (MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
        .OfType<StatementSyntax>().FirstOrDefault(s => s is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax);
}

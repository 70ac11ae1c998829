using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Analyzers.Flow;
using NetGen.Generator.Diagnostics;

namespace NetGen.Analyzers;

/// <summary>NG2004: a network predicts, or is evaluated for its loss, and is then trained on the same data: the step has outputs and loss anyway.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EvaluationBeforeStepAnalyzer : CallSiteAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public EvaluationBeforeStepAnalyzer()
        : base(DiagnosticIds.EvaluationBeforeStep)
    {
    }

    private protected override void Analyze(Body body, Action<Diagnostic> report)
    {
        foreach (var routine in body.Routines)
        {
            var evaluations = routine.Sites.Where(s => s.Call is { Kind: CallKind.Predict, Outputs.Length: > 0 } or { Kind: CallKind.Evaluate }).Select(s => Question.Read(s, body.Memory)).OfType<Question>().ToArray();
            if (evaluations.Length == 0)
                continue;
            foreach (var training in routine.Sites.Where(s => s.Call.Kind is CallKind.Step or CallKind.Gradients && s.Call.Outputs.Length == 0).Select(s => Question.Read(s, body.Memory)).OfType<Question>())
            {
                if (GivesSameOutputs(training, body) && evaluations.LastOrDefault(e => IsRepeated(e, training, body)) is { } evaluation)
                    Report(evaluation, training, report);
            }
        }
    }

    private static void Report(Question evaluation, Question training, Action<Diagnostic> report) => report(At(
        DiagnosticIds.EvaluationBeforeStep, evaluation.Site.Syntax, training.Site.Syntax, NameOf(evaluation.Site), NameOf(training.Site), LineOf(training.Site.Syntax),
        evaluation.Kind == CallKind.Predict ? "let it write the outputs" : "use the loss that it gives"));

    private static bool IsRepeated(Question evaluation, Question training, Body body)
    {
        var sameData = evaluation.Kind == CallKind.Predict ? evaluation.Data.SequenceEqual(training.Inputs) : evaluation.Data.SequenceEqual(training.Data);
        if (!sameData || NetworkOf(training, body) is not { } network || !network.Equals(evaluation.Network) || !IsNeededOnlyFor(evaluation, body))
            return false;
        // A target that depends on the prediction is assigned or written in between. What runs only sometimes may depend on it too.
        var claim = Claim.On(body.Memory, network, training.Data, [training.Network], holdsTrainers: training.Kind == CallKind.Step);
        return body.Holds(evaluation.Site, training.Site, claim) && training.Site.Routine.AlwaysFollows(evaluation.Site, training.Site);
    }

    /// <summary>Whether the network computes the same in training as in use.</summary>
    private static bool GivesSameOutputs(Question training, Body body)
    {
        var method = training.Site.Call.Operation.TargetMethod;
        return method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().Any(body.Symbols.GivesOutputsOfPredict);
    }

    private static Value? NetworkOf(Question training, Body body)
    {
        if (training.Kind != CallKind.Step)
            return training.Network;
        var reader = training.Site.Routine.Reader;
        return reader.Strip(training.Site.Call.Receiver) is { } trainer && body.Memory.NetworkOf(trainer) is { } network && reader.Read(network) is { } value
            && value.Nodes.All(n => n.Kind != ValueKind.Variable || body.Variables.AssignedTo(n.Symbol!).Count <= 1)
            ? value
            : null;
    }

    /// <summary>A step gives the loss, but no metrics.</summary>
    private static bool IsNeededOnlyFor(Question evaluation, Body body)
    {
        if (evaluation.Kind == CallKind.Predict)
            return true;
        var result = body.OperationOf(evaluation.Site.Syntax);
        if (result?.Parent is IPropertyReferenceOperation { Property.Name: "Loss" })
            return true;
        return result?.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }
            && body.ReferencesTo(local).ToArray() is { Length: > 0 } references && references.All(r => r.Parent is IPropertyReferenceOperation { Property.Name: "Loss" });
    }
}

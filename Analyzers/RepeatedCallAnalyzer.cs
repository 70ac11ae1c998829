using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Analyzers.Flow;
using NetGen.Generator.Diagnostics;

namespace NetGen.Analyzers;

/// <summary>NG2006: a network is evaluated again with the same arguments though nothing has changed, in a row or in every iteration of a loop. NG2007: the loop
/// trains another network meanwhile.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RepeatedCallAnalyzer : CallSiteAnalyzer
{
    /// <summary>A property of NG2007: nothing else writes what the call writes, so that it can stand in front of the loop as it is.</summary>
    internal const string KeepsOutputs = nameof(KeepsOutputs);

    /// <summary>Makes the analyzer.</summary>
    public RepeatedCallAnalyzer()
        : base(DiagnosticIds.RepeatedCall, DiagnosticIds.FrozenNetworkInTraining)
    {
    }

    private protected override void Analyze(Body body, Action<Diagnostic> report)
    {
        foreach (var routine in body.Routines)
        {
            var earlier = new List<Question>();
            foreach (var question in routine.Sites.Where(s => s.Call.Kind != CallKind.Step).Select(s => Question.Read(s, body.Memory)).OfType<Question>())
            {
                if (earlier.FirstOrDefault(e => IsSame(e, question) && body.Holds(e.Site, question.Site, e.Claim(body.Memory)) && !IsMeasured(e, question)) is { } first)
                    report(At(DiagnosticIds.RepeatedCall, question.Site.Syntax, first.Site.Syntax, NameOf(question.Site), $"what {LineOf(first.Site.Syntax)} has computed", "use that result"));
                else
                    LookAtLoops(body, question, report);
                earlier.Add(question);
            }
        }
    }

    private static bool IsSame(Question first, Question second) => first.IsAboutSame(second) && first.Kind switch
    {
        CallKind.Predict or CallKind.Evaluate => true,
        _ => first.Wanted is { } wanted && second.Wanted is { } again && wanted.SequenceEqual(again) && first.Outputs.Count == 0 && second.Outputs.Count == 0,
    };

    /// <summary>Whether the time is taken between two calls: then the second is made to be measured.</summary>
    private static bool IsMeasured(Question first, Question second) => first.Site.Routine.Between(first.Site, second.Site)
        .Any(o => o is IInvocationOperation { TargetMethod.ContainingType.Name: "Stopwatch" } or IPropertyReferenceOperation { Property.ContainingType.Name: "Stopwatch" });

    private static void LookAtLoops(Body body, Question question, Action<Diagnostic> report)
    {
        if (question.Kind is CallKind.Gradients or CallKind.Backward && question.Wanted is null)
            return;
        foreach (var loop in question.Site.Routine.Loops(question.Site))
        {
            var name = NameOf(question.Site);
            if (Trains(loop, question, body))
            {
                if (!IsRepeatedBy(loop, question, body))
                    continue;
                var known = ImmutableDictionary<string, string?>.Empty;
                if (Holds(loop, question, body))
                    known = known.Add(KeepsOutputs, null);
                report(At(DiagnosticIds.FrozenNetworkInTraining, question.Site.Syntax, loop.Statement, known, name, LineOf(loop.Statement)));
                return;
            }

            if (IsUsed(question, loop) && Holds(loop, question, body))
            {
                report(At(DiagnosticIds.RepeatedCall, question.Site.Syntax, loop.Statement, name, $"the same in every iteration of the loop in {LineOf(loop.Statement)}", "move it in front of the loop"));
                return;
            }
        }
    }

    /// <summary>Whether a loop leaves network, data and outputs of a call as they are.</summary>
    private static bool Holds(Loop loop, Question question, Body body) =>
        body.Holds(question.Site, loop, Claim.On(body.Memory, question.Network, question.Data.Concat(question.Outputs), question.Wanted ?? []));

    private static bool Trains(Loop loop, Question question, Body body) =>
        question.Site.Routine.Operations(loop).Any(o => NetworkCall.Read(o, body.Symbols) is { Kind: CallKind.Step });

    /// <summary>Whether each iteration of a loop evaluates the network on the same data, though in parts.</summary>
    private static bool IsRepeatedBy(Loop loop, Question question, Body body)
    {
        var repeated = RepeatedVariables.Of(loop, question, body).ToArray();
        var collections = repeated.Select(r => r.Collection).OfType<Value>();
        var claim = Claim.On(body.Memory, question.Network, question.Data.Concat(collections), question.Wanted ?? []);
        return body.Holds(question.Site, loop, claim.Without(repeated.Select(r => r.Variable)));
    }

    /// <summary>Whether the loop reads what the call gives. A loop that does not measures the call, or warms it up.</summary>
    private static bool IsUsed(Question question, Loop loop)
    {
        if (question.Outputs.Count == 0)
            return question.Site.Call.Operation.Parent is not (null or IExpressionStatementOperation) && question.Site.Syntax.Parent is not ExpressionStatementSyntax;
        var variables = new HashSet<ISymbol>(
            question.Outputs.SelectMany(o => o.Nodes).Where(n => n.Kind is ValueKind.Variable or ValueKind.Member).Select(n => n.Symbol!), SymbolEqualityComparer.Default);
        return question.Site.Routine.Operations(loop).Any(o => !question.Site.Syntax.Span.Contains(o.Syntax.Span) && o switch
        {
            ILocalReferenceOperation { Local: var local } => variables.Contains(local),
            IParameterReferenceOperation { Parameter: var parameter } => variables.Contains(parameter),
            IMemberReferenceOperation { Member: var member } => variables.Contains(member),
            _ => false,
        });
    }
}

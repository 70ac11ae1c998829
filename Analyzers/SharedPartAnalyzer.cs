using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Analyzers.Flow;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.FrontEnd;

namespace NetGen.Analyzers;

/// <summary>NG2002: two networks predict from the same input, and compute a part of it alike: with the same operations on the same parameters.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SharedPartAnalyzer : CallSiteAnalyzer
{
    /// <summary>Properties: the names, in the first network and in the second, of the values up to which both are the same.</summary>
    internal const string FirstEnds = nameof(FirstEnds), SecondEnds = nameof(SecondEnds);

    /// <summary>Makes the analyzer.</summary>
    public SharedPartAnalyzer()
        : base(DiagnosticIds.SharedPart)
    {
    }

    private protected override void Analyze(Body body, Action<Diagnostic> report)
    {
        foreach (var routine in body.Routines)
        {
            var earlier = new List<Question>();
            foreach (var question in routine.Sites.Where(s => s.Call.Kind == CallKind.Predict).Select(s => Question.Read(s, body.Memory)).OfType<Question>())
            {
                foreach (var first in earlier)
                {
                    if (first.Network.Equals(question.Network) || !first.Data.SequenceEqual(question.Data) || !HoldsForBoth(first, question, body) || Find(first, question, body) is not { } diagnostic)
                        continue;
                    report(diagnostic);
                    break;
                }

                earlier.Add(question);
            }
        }
    }

    private static bool HoldsForBoth(Question first, Question second, Body body)
    {
        // The second network may be made between the calls: that it is always the same one is asked elsewhere.
        var made = second.Network.Nodes.Where(n => n.Kind == ValueKind.Variable).Select(n => n.Symbol!);
        return body.Holds(first.Site, second.Site, Claim.On(body.Memory, first.Network, first.Data, []))
            && body.Holds(first.Site, second.Site, Claim.On(body.Memory, second.Network, second.Data, []).Without(made));
    }

    private static Diagnostic? Find(Question first, Question second, Body body)
    {
        if (NetworkInstance.Of(first.Network, body) is not { } there || NetworkInstance.Of(second.Network, body) is not { } here
            || SharedPart.Of(there, here, !Trains(body)) is not { } part)
            return null;
        // From a data set each takes the columns with the names of its inputs.
        if (second.Site.Call.Outputs.Length == 0 && !there.Network.Inputs.SequenceEqual(here.Network.Inputs))
            return null;
        // A network made of both takes the parameters as they are, not a frozen copy.
        var exact = SharedPart.Of(there, here, isStill: false);
        var known = exact is { First.Count: > 0 }
            ? ImmutableDictionary<string, string?>.Empty.Add(FirstEnds, Fields.Join(exact.First)).Add(SecondEnds, Fields.Join(exact.Second))
            : ImmutableDictionary<string, string?>.Empty;
        var what = part.Second.Count == 0 ? "a part" : string.Join(" and ", part.Second.Select(name => $"'{name}'"));
        return At(
            DiagnosticIds.SharedPart, second.Site.Syntax, first.Site.Syntax, known, NameOf(second.Site), what, NameOf(first.Site), LineOf(first.Site.Syntax), there.Network.Name, here.Network.Name);
    }

    /// <summary>Whether the method trains anything: then a frozen copy, which was made in it, may be older than the parameters.</summary>
    private static bool Trains(Body body) =>
        body.Operations.OfType<IInvocationOperation>().Any(o => o.TargetMethod.Name is "Step" or "Fit" or "LoadWeights" or "Initialize" or "MarkChanged");
}

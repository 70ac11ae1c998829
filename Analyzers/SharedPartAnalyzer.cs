using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Analyzers.Flow;
using NetGen.Generator.Diagnostics;

namespace NetGen.Analyzers;

/// <summary>NG2002: two networks are made of the same instance of a third, and predict from the same input: its part is computed twice.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SharedPartAnalyzer : CallSiteAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public SharedPartAnalyzer()
        : base(DiagnosticIds.SharedPart)
    {
    }

    private protected override void Analyze(Body body, Action<Diagnostic> report)
    {
        foreach (var routine in body.Routines)
        {
            var earlier = new List<(Question Question, IReadOnlyList<SharedPart> Parts)>();
            foreach (var question in routine.Sites.Where(s => s.Call.Kind == CallKind.Predict).Select(s => Question.Read(s, body.Memory)).OfType<Question>())
            {
                var parts = SharedPart.Of(question, body).ToArray();
                foreach (var (first, others) in earlier)
                {
                    var shared = parts.FirstOrDefault(p => others.Any(p.IsSame));
                    if (shared is null || first.Network.Equals(question.Network) || !first.Data.SequenceEqual(question.Data) || !HoldsForBoth(first, question, body))
                        continue;
                    report(At(
                        DiagnosticIds.SharedPart, question.Site.Syntax, first.Site.Syntax, NameOf(question.Site), shared.Source.Symbol?.Name ?? shared.Network.Name,
                        NameOf(first.Site), LineOf(first.Site.Syntax), first.Network.Type?.Name ?? "", question.Network.Type?.Name ?? ""));
                    break;
                }

                if (parts.Length > 0)
                    earlier.Add((question, parts));
            }
        }
    }

    private static bool HoldsForBoth(Question first, Question second, Body body) =>
        body.Holds(first.Site, second.Site, Claim.On(body.Memory, first.Network, first.Data, []))
        && body.Holds(first.Site, second.Site, Claim.On(body.Memory, second.Network, second.Data, []));
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Analyzers.Flow;
using NetGen.Generator.Diagnostics;

namespace NetGen.Analyzers;

/// <summary>NG2003: gradients are asked for one parameter at a time on the same data, in a row or in a loop, where one call gives all of them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SeparateGradientsAnalyzer : CallSiteAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public SeparateGradientsAnalyzer()
        : base(DiagnosticIds.SeparateGradients)
    {
    }

    private protected override void Analyze(Body body, Action<Diagnostic> report)
    {
        foreach (var routine in body.Routines)
        {
            var earlier = new List<Question>();
            foreach (var question in routine.Sites.Where(IsCandidate).Select(s => Question.Read(s, body.Memory)).OfType<Question>())
            {
                var claim = Claim.On(body.Memory, question.Network, question.Data, []);
                if (earlier.FirstOrDefault(e => e.IsAboutSame(question) && !WantsSame(e, question) && body.Holds(e.Site, question.Site, claim)) is { } first)
                    report(At(DiagnosticIds.SeparateGradients, question.Site.Syntax, first.Site.Syntax, NameOf(question.Site), $"that {LineOf(first.Site.Syntax)} went through"));
                else if (ChangesInLoop(question, body, claim) is { } loop)
                    report(At(DiagnosticIds.SeparateGradients, question.Site.Syntax, loop.Statement, NameOf(question.Site), $"in every iteration of the loop in {LineOf(loop.Statement)}"));
                earlier.Add(question);
            }
        }
    }

    // What writes into a set of its own, or gives outputs too, is not one parameter at a time.
    private static bool IsCandidate(Site site) => site.Call is { Kind: CallKind.Gradients or CallKind.Backward, Set: null, Outputs.Length: 0 };

    private static bool WantsSame(Question first, Question second) =>
        first.Wanted is { } wanted && second.Wanted is { } again && wanted.SequenceEqual(again);

    /// <summary>The innermost loop whose iterations ask for other gradients of the same; what asks for the same ones is NG2006's.</summary>
    private static Loop? ChangesInLoop(Question question, Body body, Claim claim)
    {
        if (question.Site.Call.Wanted is null || question.Wanted is { } names && names.All(n => n.Kind == ValueKind.Constant))
            return null;
        return question.Site.Routine.Loops(question.Site).FirstOrDefault(loop =>
            body.Holds(question.Site, loop, claim)
            && !(question.Wanted is { } wanted && body.Holds(question.Site, loop, Claim.On(body.Memory, null, [], wanted))));
    }
}

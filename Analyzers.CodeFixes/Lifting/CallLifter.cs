using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Analyzers.Definitions;
using NetGen.Generator.FrontEnd;

namespace NetGen.Analyzers.CodeFixes.Lifting;

/// <summary>Replaces the calls of one group by one call whose result is kept. A call in a helper is first moved out to where the helper is
/// called, until all calls stand in one method.</summary>
internal sealed class CallLifter(DefinitionSource source, DuplicateCall duplicate)
{
    private const int MaximumSteps = 20;

    private readonly SyntaxAnnotation _mark = new();

    /// <summary>The file after the change, or null if it cannot be made.</summary>
    public DefinitionSource? Run()
    {
        if (source.Parse(duplicate.First.Site) is not { } before)
            return null;
        var current = source.Mark(duplicate.Calls.Select(call => call.Site).Distinct(), _mark);
        for (var step = 0; step < MaximumSteps; step++)
        {
            if (Marked(current) is not { } place || current.Parse(place) is not { } result)
                return null;
            if (Group(result) is not { IsDefault: false } group)
                return step > 0 && current.Problems <= source.Problems && SameNetwork.Check(before.Spec, result.Spec) ? current : null;
            if (Step(current, result, group) is not { } next)
                return null;
            current = next;
        }

        return null;
    }

    private SyntaxNode? Marked(DefinitionSource current) => current.Root.GetAnnotatedNodes(_mark).FirstOrDefault();

    /// <summary>The marked calls that still repeat each other.</summary>
    private ImmutableArray<DefinitionCall> Group(ParseResult result) =>
        DuplicateCalls.Groups(result.Calls).FirstOrDefault(group => group.Any(call => call.Site.HasAnnotation(_mark)));

    private DefinitionSource? Step(DefinitionSource current, ParseResult result, ImmutableArray<DefinitionCall> group)
    {
        var home = CommonMember(result.Calls, group);
        return group.FirstOrDefault(call => Member(call.Site) != home) is { } stray
            ? HelperParameter.Add(current, _mark, stray.Site, stray.Name) ?? LossParameter.Add(current, stray)
            : new LocalInsertion(current, group, home).Candidates().FirstOrDefault(candidate => Ends(candidate, group.Length));
    }

    /// <summary>Whether a candidate can be read and repeats less than before.</summary>
    private bool Ends(DefinitionSource candidate, int count) =>
        candidate.Problems <= source.Problems
        && Marked(candidate) is { } place
        && candidate.Parse(place) is { } result
        && (Group(result) is not { IsDefault: false } group || group.Length < count);

    /// <summary>The member in whose body, or in whose helpers, all calls of the group are made.</summary>
    private static SyntaxNode CommonMember(ImmutableArray<DefinitionCall> calls, ImmutableArray<DefinitionCall> group)
    {
        var chains = group.Select(call => Chain(calls, call)).ToArray();
        var depth = 0;
        while (chains.All(chain => depth + 1 < chain.Count && ReferenceEquals(chain[depth], chains[0][depth])))
            depth++;
        return Member(chains[0][depth].Site);
    }

    /// <summary>The calls around a call, outermost first, and the call itself.</summary>
    private static List<DefinitionCall> Chain(ImmutableArray<DefinitionCall> calls, DefinitionCall call)
    {
        var chain = new List<DefinitionCall> { call };
        for (; call.Caller >= 0; chain.Insert(0, call))
            call = calls[call.Caller];
        return chain;
    }

    private static SyntaxNode Member(SyntaxNode site) => site.FirstAncestorOrSelf<MemberDeclarationSyntax>()!;
}

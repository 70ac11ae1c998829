using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.FrontEnd;
using NetGen.Generator.Ops;

namespace NetGen.Analyzers.Definitions;

/// <summary>Calls of one layer or helper that give one value.</summary>
/// <param name="Calls">The calls, in the order in which tracing came to them: at least two, of one place or of several.</param>
/// <param name="Repeated">The places that repeat: all but the first, or the only one, where a loop or a helper comes by again.</param>
internal sealed record DuplicateCall(ImmutableArray<DefinitionCall> Calls, ImmutableArray<SyntaxNode> Repeated)
{
    public DefinitionCall First => Calls[0];
}

/// <summary>NG2001: finds layers and helpers that a definition applies to the same value again.</summary>
internal static class DuplicateCalls
{
    public static void Report(ParseResult result, Action<LocatedIssue> report)
    {
        foreach (var duplicate in Find(result))
        {
            foreach (var place in duplicate.Repeated)
                report(Issue(result, duplicate, place));
        }
    }

    /// <summary>What is repeated, without what repeats only because something around it does.</summary>
    public static ImmutableArray<DuplicateCall> Find(ParseResult result) => WithoutInner([.. Groups(result.Calls).Select(group => new DuplicateCall(group, Repeated(group)))]);

    /// <summary>Calls that give one value, where there are at least two and no call around them is a repetition already.</summary>
    public static IEnumerable<ImmutableArray<DefinitionCall>> Groups(ImmutableArray<DefinitionCall> calls)
    {
        var (layered, follows) = (AppliesLayers(calls), new bool[calls.Length]);
        var groups = new Dictionary<string, List<DefinitionCall>>(StringComparer.Ordinal);
        for (var i = 0; i < calls.Length; i++)
        {
            // Within a helper whose call is a repetition, everything is one.
            follows[i] = calls[i].Caller >= 0 && follows[calls[i].Caller];
            if (follows[i] || !layered[i] || calls[i].Key is not { } key)
                continue;
            if (!groups.TryGetValue(key, out var group))
                groups.Add(key, group = []);
            group.Add(calls[i]);
            follows[i] = group.Count > 1;
        }

        return groups.Values.Where(group => group.Count > 1).Select(group => group.ToImmutableArray());
    }

    /// <summary>For each call whether it applies a layer: repeating an operator or two is no work to speak of.</summary>
    private static bool[] AppliesLayers(ImmutableArray<DefinitionCall> calls)
    {
        var applies = new bool[calls.Length];
        for (var i = calls.Length - 1; i >= 0; i--)
        {
            applies[i] |= calls[i].IsLayer;
            if (applies[i] && calls[i].Caller >= 0)
                applies[calls[i].Caller] = true;
        }

        return applies;
    }

    private static ImmutableArray<SyntaxNode> Repeated(ImmutableArray<DefinitionCall> group)
    {
        var places = group.Select(call => call.Site).Distinct().ToImmutableArray();
        return places.Length == 1 ? places : places.RemoveAt(0);
    }

    /// <summary>In <c>A(B(x))</c>, repeated as a whole, B goes away with A; and a place that a loop comes by is one, whatever it repeats each time.</summary>
    private static ImmutableArray<DuplicateCall> WithoutInner(ImmutableArray<DuplicateCall> found)
    {
        var places = new HashSet<SyntaxNode>(found.SelectMany(duplicate => duplicate.Repeated));
        var seen = new HashSet<SyntaxNode>();
        return
        [
            .. found
                .Select(duplicate => duplicate with { Repeated = duplicate.Repeated.RemoveAll(place => place.Ancestors().Any(places.Contains) || !seen.Add(place)) })
                .Where(duplicate => !duplicate.Repeated.IsEmpty),
        ];
    }

    private static LocatedIssue Issue(ParseResult result, DuplicateCall duplicate, SyntaxNode place)
    {
        var (first, number) = (duplicate.First, duplicate.Calls.Length);
        var count = number == 2 ? "twice" : number.ToString(CultureInfo.InvariantCulture) + " times";
        return new LocatedIssue(
            DiagnosticIds.DuplicateCall, place.GetLocation(), [first.IsLayer ? "Layer" : "Helper", first.Name, Argument(result, first), count, FirstPlace(first.Site, place)]);
    }

    private static string Argument(ParseResult result, DefinitionCall call)
    {
        if (call.Argument is not { } id)
            return "the same values";
        var node = result.Spec.Graph.Nodes[id];
        var name = (node.Op as Input)?.Name ?? result.Spec.Graph.Names.FirstOrDefault(n => n.Value == node)?.Name;
        return name is null ? "the same value" : $"'{name}'";
    }

    private static string FirstPlace(SyntaxNode first, SyntaxNode place)
    {
        if (first == place)
            return "each time here, by a loop or by a helper that is called again";
        var position = first.GetLocation().GetLineSpan();
        var line = "first in line " + (position.StartLinePosition.Line + 1).ToString(CultureInfo.InvariantCulture);
        return first.SyntaxTree == place.SyntaxTree ? line : $"{line} of {Path.GetFileName(position.Path)}";
    }
}

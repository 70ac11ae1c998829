using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using NetGen.Analyzers.Definitions;
using NetGen.Generator.FrontEnd;

namespace NetGen.Analyzers.CodeFixes.Lifting;

/// <summary>
/// Takes repeated calls out of a file, one after the other. A step is a guess at what the user would write; what it gives is traced again, and
/// kept only if it is the same network, compiles, and no longer repeats the call.
/// </summary>
internal static class DuplicateLifter
{
    private const int MaximumRounds = 200;

    /// <summary>The file without the repetitions at <paramref name="places"/>, or null if none can be taken out.</summary>
    public static SyntaxNode? Run(DefinitionSource source, IEnumerable<TextSpan> places)
    {
        var wanted = new SyntaxAnnotation();
        var nodes = places.Select(place => source.Root.FindNode(place, getInnermostNodeForTie: true)).Distinct();
        var current = source.Mark(nodes, wanted);
        var isChanged = false;
        for (var round = 0; round < MaximumRounds && Next(current, wanted) is { } duplicate; round++)
        {
            var lifted = new CallLifter(current, duplicate).Run();
            isChanged |= lifted is not null;
            current = lifted ?? current.Unmark(duplicate.Repeated.Where(place => place.HasAnnotation(wanted)), wanted);
        }

        return isChanged ? current.Root : null;
    }

    private static DuplicateCall? Next(DefinitionSource source, SyntaxAnnotation wanted)
    {
        foreach (var place in source.Root.GetAnnotatedNodes(wanted))
        {
            if (source.Parse(place) is { } result
                && DuplicateCalls.Find(result).FirstOrDefault(d => d.Repeated.Any(p => p.HasAnnotation(wanted)) && d.Calls.All(call => call.Site.SyntaxTree == source.Tree)) is { } found)
                return found;
        }

        return null;
    }
}

using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <summary>Finds results that depend on a value of one step of a Scan, which has no meaning outside of the step.</summary>
internal sealed class ScanEscapes(ParseSession session)
{
    public void Check(INamedTypeSymbol type)
    {
        var nodes = session.Builder.Nodes;
        var isOfStep = new bool[nodes.Count];
        foreach (var node in nodes)
            isOfStep[node.Id] = node.Op is ScanPlaceholder || node.Inputs.Any(input => isOfStep[input.Id]);
        foreach (var result in session.Builder.Results.Where(result => isOfStep[result.Value.Id]))
            session.Issues.Report(DiagnosticIds.ScanEscape, Location(result) ?? type.Locations[0], What(result));
    }

    private Location? Location(GraphResult result) =>
        session.Tracer.Locations.TryGetValue(result.Value.Id, out var location) ? location : null;

    private static string What(GraphResult result) => result.Role == ResultRole.Output ? $"Output '{result.Name}'" : $"'{result.Name}'";
}

using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <summary>Finds layers that are never applied and parameters that the loss does not depend on.</summary>
internal sealed class ParameterFlow(ParseSession session)
{
    public void Check(INamedTypeSymbol type, IReadOnlyList<LayerMethod> layers)
    {
        // What was not traced cannot be called unused.
        if (session.Issues.HasErrors)
            return;
        var applied = new HashSet<string>(session.Tracer.Calls.Calls.Where(call => call.IsLayer).Select(call => call.Name.Split('[')[0]), StringComparer.Ordinal);
        foreach (var layer in layers.Where(layer => !applied.Contains(layer.Name)))
            session.Issues.Report(DiagnosticIds.UnusedLayer, layer.Location, layer.Name);
        foreach (var part in session.Parts.Methods.Where(part => !applied.Contains(part.Name)))
            session.Issues.Report(DiagnosticIds.UnusedLayer, part.Location, part.Name);
        var graph = session.Builder.Build();
        if (AllowsUnreached(type) || graph.Results.FirstOrDefault(r => r.Role == ResultRole.Loss)?.Value is not { } loss)
            return;
        var reached = Reached(loss);
        var unreached = graph.Nodes
            .Where(node => node.Op is Parameter { Kind: ParameterTraining.Trained } && !reached.Contains(node.Id))
            .Select(node => ((Parameter)node.Op).Name)
            .GroupBy(name => name.Substring(0, name.LastIndexOf('.')), StringComparer.Ordinal);
        foreach (var layer in unreached)
        {
            var names = string.Join(" and ", layer.Select(name => $"'{name.Substring(layer.Key.Length + 1)}'"));
            session.Issues.Note(DiagnosticIds.UnreachedParameter, session.Applier.LocationOf(layer.First()), names, layer.Key);
        }
    }

    /// <summary>The values that the gradient of the loss flows to. It ends where a gradient is stopped and at comparisons.</summary>
    private static HashSet<int> Reached(Node loss)
    {
        var reached = new HashSet<int>();
        var pending = new Stack<Node>([loss]);
        while (pending.Count > 0)
        {
            var node = pending.Pop();
            if (!reached.Add(node.Id) || node.Op is StopGradient or ComparisonOp)
                continue;
            foreach (var input in node.Inputs)
                pending.Push(input);
        }

        return reached;
    }

    private static bool AllowsUnreached(INamedTypeSymbol type) =>
        type.FindAttribute("NetworkAttribute")?.NamedArguments.FirstOrDefault(a => a.Key == KnownNames.UnreachedParameters).Value is { Type: { } policy, Value: { } value }
        && Tracer.EnumMember(policy, value) == "Zero";
}

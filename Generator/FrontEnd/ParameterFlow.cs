using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <summary>Finds what is never trained: layers that are never applied, parameters that no gradient of the loss reaches and why, dropout that
/// drops nothing.</summary>
internal sealed class ParameterFlow(ParseSession session, INamedTypeSymbol type)
{
    /// <param name="layers">The layer methods of a definition by methods.</param>
    /// <param name="stages">All layer attributes, those of a list on the class too.</param>
    public void Check(IReadOnlyList<LayerMethod> layers, IEnumerable<LayerStage> stages)
    {
        // What was not traced cannot be called unused.
        if (session.Issues.HasErrors)
            return;
        CheckApplied(layers);
        foreach (var layer in layers)
            layer.Capacity?.Check(layer.Name, layer.IsFamily, session.Issues);
        foreach (var part in session.Parts.Methods)
            part.Capacity?.Check(part.Name, part.IsFamily, session.Issues);
        foreach (var stage in stages)
        {
            if (stage.Layer.NoEffect(stage.Arguments) is { } why)
                session.Issues.Report(DiagnosticIds.NoEffect, stage.Location, stage.Layer.Name, why);
        }

        var graph = session.Builder.Build();
        if (graph.Results.FirstOrDefault(r => r.Role == ResultRole.Loss)?.Value is not { } loss)
            CheckUntrained(graph);
        else if (!AllowsUnreached())
            CheckReached(graph, loss);
    }

    private void CheckApplied(IReadOnlyList<LayerMethod> layers)
    {
        var applied = new HashSet<string>(session.Tracer.Calls.Calls.Where(call => call.IsLayer).Select(call => call.Name.Split('[')[0]), StringComparer.Ordinal);
        foreach (var layer in layers.Where(layer => !applied.Contains(layer.Name)))
            session.Issues.Report(DiagnosticIds.UnusedLayer, layer.Location, layer.Name);
        foreach (var part in session.Parts.Methods.Where(part => !applied.Contains(part.Name)))
            session.Issues.Report(DiagnosticIds.UnusedLayer, part.Location, part.Name);
    }

    /// <summary>Without a loss nothing is dropped, unless another network trains this one as a part of it.</summary>
    private void CheckUntrained(Graph graph)
    {
        foreach (var node in graph.Nodes.Where(node => node.Op is DropoutMask))
            session.Issues.Report(DiagnosticIds.DropoutWithoutLoss, LocationOf(node), type.Name);
    }

    private void CheckReached(Graph graph, Node loss)
    {
        var reached = Reached(loss);
        var trained = graph.Nodes.Where(node => node.Op is Parameter { Kind: ParameterTraining.Trained }).ToArray();
        if (!trained.Any(node => reached.Contains(node.Id)))
        {
            var method = type.GetMembers().FirstOrDefault(member => member.FindAttribute(KnownNames.Loss) is not null);
            session.Issues.Report(DiagnosticIds.NothingTrained, (method ?? type).Locations[0], type.Name);
            return;
        }

        var cuts = Cuts(graph, reached);
        var idle = IdleClones([.. trained.Where(node => reached.Contains(node.Id)).Select(node => ((Parameter)node.Op).Name)]);
        var unreached = trained
            .Where(node => !reached.Contains(node.Id) && !idle.Contains(((Parameter)node.Op).Name))
            .Select(node => (((Parameter)node.Op).Name, Cut: cuts.TryGetValue(node.Id, out var cut) ? cut : null))
            .GroupBy(parameter => (Layer: parameter.Name.Substring(0, parameter.Name.LastIndexOf('.')), parameter.Cut));
        foreach (var group in unreached)
            ReportUnreached(group.Key.Layer, [.. group.Select(parameter => parameter.Name)], group.Key.Cut);
    }

    /// <summary>Reports the learnable clones of which no parameter is trained, and gives their parameters.</summary>
    private HashSet<string> IdleClones(HashSet<string> reached)
    {
        var idle = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in session.Parts.Methods.Where(part => part.Mode is not null))
        {
            var copies = session.Applier.Parameters
                .Where(parameter => parameter is { Kind: ParameterTraining.Trained, Origin.Mode: ParameterMode.Learnable } && part.IsNameOf(parameter.Name)).ToArray();
            if (copies.Length == 0 || copies.Any(copy => reached.Contains(copy.Name)))
                continue;
            session.Issues.Report(DiagnosticIds.CloneNeverTrained, part.Location, part.Name, part.Source.Name);
            idle.UnionWith(copies.Select(copy => copy.Name));
        }

        return idle;
    }

    private void ReportUnreached(string layer, IReadOnlyList<string> parameters, Node? cut)
    {
        var names = string.Join(" and ", parameters.Select(name => $"'{name.Substring(layer.Length + 1)}'"));
        if (cut is null)
            session.Issues.Note(DiagnosticIds.UnreachedParameter, session.Applier.LocationOf(parameters[0]), names, layer);
        else if (cut.Op is Route)
            session.Issues.Report(DiagnosticIds.RoutingOnly, session.Applier.LocationOf(parameters[0]), layer);
        else if (cut.Op is StopGradient)
            session.Issues.Report(DiagnosticIds.StoppedGradient, LocationOf(cut), names, layer);
        else
            session.Issues.Report(DiagnosticIds.HardChoice, LocationOf(cut), names, layer);
    }

    private Location LocationOf(Node node) => session.Tracer.Locations.TryGetValue(node.Id, out var location) ? location : type.Locations[0];

    /// <summary>The values that the gradient of the loss comes to, with those at which it ends.</summary>
    private static HashSet<int> Reached(Node loss)
    {
        var reached = new HashSet<int>();
        var pending = new Stack<Node>([loss]);
        while (pending.Count > 0)
        {
            var node = pending.Pop();
            if (!reached.Add(node.Id) || EndsGradient(node))
                continue;
            foreach (var input in node.Inputs.Where((_, i) => node.Op.LeadsTo(i)))
                pending.Push(input);
        }

        return reached;
    }

    private static bool EndsGradient(Node node) =>
        node.Op is StopGradient or ComparisonOp || node.Type.Element != ElementType.Float || (node.Op is ElementwiseOp && !node.Op.LeadsTo(0));

    /// <summary>For values that the loss depends on and no gradient reaches: where it ends on the way. A stop that was written comes before others.</summary>
    private static Dictionary<int, Node> Cuts(Graph graph, HashSet<int> reached)
    {
        var cuts = new Dictionary<int, Node>();
        foreach (var cut in graph.Nodes.Where(node => reached.Contains(node.Id) && EndsGradient(node)).OrderBy(node => node.Op is StopGradient ? 0 : 1))
        {
            var pending = new Stack<Node>(cut.Inputs);
            while (pending.Count > 0)
            {
                var node = pending.Pop();
                if (reached.Contains(node.Id) && !EndsGradient(node) || cuts.ContainsKey(node.Id))
                    continue;
                cuts.Add(node.Id, cut);
                foreach (var input in node.Inputs)
                    pending.Push(input);
            }
        }

        return cuts;
    }

    private bool AllowsUnreached() =>
        type.FindAttribute("NetworkAttribute")?.NamedArguments.FirstOrDefault(a => a.Key == KnownNames.UnreachedParameters).Value is { Type: { } policy, Value: { } value }
        && Tracer.EnumMember(policy, value) == "Zero";
}

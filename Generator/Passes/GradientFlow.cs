using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>Where gradients can go: from results back to sources, through floating-point values only, and to operands that their operation leads to.</summary>
internal static class GradientFlow
{
    /// <summary>For each node whether the gradient of one of the named sources passes through it.</summary>
    public static bool[] LeadsToAny(IReadOnlyList<Node> nodes, IEnumerable<string> sources)
    {
        var names = new HashSet<string>(sources, StringComparer.Ordinal);
        var leads = new bool[nodes.Count];
        foreach (var node in nodes)
        {
            leads[node.Id] = Passes(node)
                && (SourceName(node) is { } name ? names.Contains(name) : node.Inputs.Where((_, i) => node.Op.LeadsTo(i)).Any(i => leads[i.Id]));
        }

        return leads;
    }

    /// <summary>Those of the named parameters and inputs that no gradient of <paramref name="role"/>'s results reaches.</summary>
    public static IReadOnlyList<string> Unreached(Graph graph, IEnumerable<string> sources, ResultRole role = ResultRole.Loss)
    {
        var reached = new bool[graph.Nodes.Length];
        foreach (var result in graph.Results.Where(r => r.Role == role))
            reached[result.Value.Id] = true;
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var id = reached.Length - 1; id >= 0; id--)
        {
            var node = graph.Nodes[id];
            if (!reached[id] || !Passes(node))
                continue;
            if (SourceName(node) is { } name)
                found.Add(name);
            foreach (var input in node.Inputs.Where((_, i) => node.Op.LeadsTo(i)))
                reached[input.Id] = true;
        }

        return [.. sources.Where(name => !found.Contains(name))];
    }

    /// <summary>The name of an input or a parameter that is trained: of what has a gradient.</summary>
    public static string? SourceName(Node node) => node.Op switch
    {
        Input input => input.Name,
        Parameter { Kind: ParameterTraining.Trained } parameter => parameter.Name,
        _ => null,
    };

    private static bool Passes(Node node) => node.Type.Element == ElementType.Float;
}

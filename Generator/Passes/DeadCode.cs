using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>Drops what no result needs, and the names of what was dropped.</summary>
internal static class DeadCode
{
    public static Graph Run(Graph graph)
    {
        var live = Live(graph);
        var builder = new GraphBuilder();
        var map = new Node?[graph.Nodes.Length];
        foreach (var node in graph.Nodes.Where(n => live[n.Id]))
            map[node.Id] = builder.Add(node.Op, [.. node.Inputs.Select(i => map[i.Id]!)]);
        foreach (var name in graph.Names)
        {
            if (map[name.Value.Id] is { } value)
                builder.AddName(name.Name, value);
        }

        foreach (var result in graph.Results)
            builder.AddResult(result.Role, result.Name, map[result.Value.Id]!);
        return builder.Build();
    }

    /// <summary>For each node whether a result depends on it.</summary>
    public static bool[] Live(Graph graph)
    {
        var live = new bool[graph.Nodes.Length];
        foreach (var result in graph.Results)
            live[result.Value.Id] = true;
        for (var id = live.Length - 1; id >= 0; id--)
        {
            if (!live[id])
                continue;
            // The rows of a value are known from the choice, whatever the value is made of.
            if (graph.Nodes[id].Type.Rows is { } rows)
                live[graph.Nodes.First(n => n.Op is Route route && route.Number == rows.Choice).Id] = true;
            foreach (var input in graph.Nodes[id].Inputs)
                live[input.Id] = true;
        }

        return live;
    }
}

using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>
/// Takes out of scans what need not be done step by step: what is the same for all steps, products that wait for no state (they run for all steps at once,
/// before), products that no state waits for (likewise, after), and states that nothing needs.
/// </summary>
internal static class ScanFission
{
    public static Graph Run(Graph graph)
    {
        if (!graph.Nodes.Any(n => n.Op is Scan))
            return graph;
        var builder = new GraphBuilder();
        var map = new Node?[graph.Nodes.Length];
        foreach (var node in graph.Nodes.Where(n => map[n.Id] is null))
        {
            var inputs = node.Inputs.Select(i => map[i.Id]!).ToArray();
            if (node.Op is not Scan)
                map[node.Id] = builder.Add(node.Op, inputs);
            else
                map[node.Id] = new ScanSplitter(builder, new ScanView(graph, node), inputs).Run(map);
        }

        foreach (var name in graph.Names)
            builder.AddName(name.Name, map[name.Value.Id]!);
        foreach (var result in graph.Results)
            builder.AddResult(result.Role, result.Name, map[result.Value.Id]!);
        return DeadCode.Run(builder.Build());
    }
}

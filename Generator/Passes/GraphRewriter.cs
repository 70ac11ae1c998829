using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>Copies a graph node by node, so that a pass only says what becomes of one node whose inputs have been rewritten.</summary>
internal static class GraphRewriter
{
    /// <summary>What becomes of <paramref name="node"/>, which is of the old graph, given its <paramref name="inputs"/> in the new
    /// one.</summary>
    public delegate Node Rule(GraphBuilder builder, Node node, Node[] inputs);

    public static Graph Rewrite(Graph graph, Rule rule) => Rewrite(graph, rule, out _);

    /// <param name="map">What became of each node, by id.</param>
    public static Graph Rewrite(Graph graph, Rule rule, out IReadOnlyList<Node> map)
    {
        var builder = new GraphBuilder();
        var nodes = new Node?[graph.Nodes.Length];
        RewriteNodes(graph, builder, rule, nodes);
        map = nodes!;
        foreach (var name in graph.Names)
            builder.AddName(name.Name, map[name.Value.Id]);
        foreach (var result in graph.Results)
            builder.AddResult(result.Role, result.Name, map[result.Value.Id]);
        return builder.Build();
    }

    // The one place where passes enter the bodies of scans.
    private static void RewriteNodes(Graph graph, GraphBuilder builder, Rule rule, Node?[] map)
    {
        foreach (var node in graph.Nodes)
        {
            if (map[node.Id] is not null)
                continue;
            var inputs = node.Inputs.Select(i => map[i.Id]!).ToArray();
            if (node.Op is Scan)
                RewriteScan(graph, node, inputs, builder, rule, map);
            else
                map[node.Id] = rule(builder, node, inputs);
        }
    }

    /// <summary>Rebuilds a scan from its rewritten body, which loses what no part of the scan that <paramref name="graph"/> has needs.</summary>
    private static void RewriteScan(Graph graph, Node node, Node[] inputs, GraphBuilder builder, Rule rule, Node?[] map)
    {
        var scan = new ScanView(graph, node);
        var result = builder.Scan(ScanForm.Of(scan.Op), inputs.Take(scan.Op.Sequences).ToArray(), inputs.Skip(scan.Op.Sequences).Take(scan.Op.States).ToArray(), (slices, states) =>
        {
            var inside = new Node?[scan.Op.Body.Nodes.Length];
            scan.Bind(inside, [.. slices, .. states, .. inputs.Skip(slices.Count + states.Count)]);
            RewriteNodes(scan.Op.Body, builder, rule, inside);
            return new ScanStepResult([.. scan.Exports.Select(e => inside[e]!)], [.. scan.Op.Body.Results.Select(r => inside[r.Value.Id]!)]);
        })!;
        scan.MapParts(map, result);
        // Nothing refers to the node itself any more; its place must not stay empty.
        map[node.Id] = result.Final.Count > 0 ? result.Final[0].Inputs[0] : inputs[0];
    }

    /// <summary>The nodes of <paramref name="graph"/> as nodes of <paramref name="builder"/>, by id.</summary>
    public static Node[] Copy(Graph graph, GraphBuilder builder)
    {
        var map = new Node[graph.Nodes.Length];
        foreach (var node in graph.Nodes)
            map[node.Id] = builder.Add(node.Op, [.. node.Inputs.Select(i => map[i.Id])]);
        return map;
    }
}

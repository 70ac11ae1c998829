using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>Makes a kernel of each fused group: what it reads from memory, what it must leave there, in which loops.</summary>
internal static class Lowering
{
    public static IReadOnlyList<Kernel> Run(Graph graph, RowLayout layout)
    {
        var groups = Fusion.Run(graph, layout);
        var results = new HashSet<Node>(graph.Results.Select(r => Access.Resolve(r.Value)));
        var users = Users(graph);
        return [.. groups.Select(g => ToKernel(g, results, users)).Select(k => WithRoute(k, graph))];
    }

    /// <summary>Which rows a kernel goes over is known from the grouping: it is read, too.</summary>
    private static Kernel WithRoute(Kernel kernel, Graph graph)
    {
        if (kernel.Rows is not { } rows)
            return kernel;
        var route = graph.Nodes.First(n => n.Op is Route choice && choice.Number == rows.Choice);
        return kernel.Reads.Contains(route) ? kernel : kernel with { Reads = [.. kernel.Reads, route] };
    }

    private static Dictionary<Node, List<Node>> Users(Graph graph)
    {
        var users = graph.Nodes.ToDictionary(n => n, _ => new List<Node>());
        foreach (var node in graph.Nodes.Where(n => Access.Resolve(n) == n))
        {
            foreach (var input in node.Inputs)
                users[Access.Resolve(input)].Add(node);
        }

        return users;
    }

    private static Kernel ToKernel(FusionGroup group, HashSet<Node> results, Dictionary<Node, List<Node>> users)
    {
        var members = group.Members.ToArray();
        var reads = members.SelectMany(m => m.Inputs).SelectMany(Access.Parts).Distinct()
            .Where(n => !group.Members.Contains(n) && !Access.IsFormula(n)).ToArray();
        return group.Kind switch
        {
            GroupKind.Product => new ProductKernel(group.Root, [.. members.Where(m => m != group.Root)], reads, LeavesGroup(_ => false)),
            GroupKind.Row => ToRowKernel(group, members, reads, LeavesGroup),
            GroupKind.Kernel => new OpKernel(group.Root, reads),
            GroupKind.Movement => new MovementKernel(group.Root, reads),
            GroupKind.Scan => ScanCompiler.Run(group.Root, [.. users[group.Root]], reads),
            GroupKind.Route => new RouteKernel(group.Root, reads),
            GroupKind.Gather => new GatherKernel(members, reads),
            GroupKind.Merge => new MergeKernel(group.Root, reads),
            _ => new MaskKernel(group.Root),
        };

        Node[] LeavesGroup(Func<Node, bool> isKeptInside) =>
            [.. members.Where(m => results.Contains(m) || isKeptInside(m) || users[m].Any(u => !group.Members.Contains(u)))];
    }

    private static RowKernel ToRowKernel(FusionGroup group, Node[] members, Node[] reads, Func<Func<Node, bool>, Node[]> leavesGroup)
    {
        if (RowStages.IsFlat(members))
        {
            var loop = new RowLoop(Shape.Of(members[0].Shape.ElementCount), 0, members);
            return new RowKernel(true, group.Batched, [new RowStage([loop], [])], members, reads, leavesGroup(_ => false));
        }

        var stages = RowStages.Arrange(members);
        return new RowKernel(false, group.Batched, stages, members, reads, leavesGroup(m => CrossesLoops(m, stages)));
    }

    /// <summary>Whether a value with more than one element a row is used by another loop than the one that computes it.</summary>
    private static bool CrossesLoops(Node node, IReadOnlyList<RowStage> stages)
    {
        if (RowStages.IsRowScalar(node))
            return false;
        foreach (var loop in stages.SelectMany(s => s.Loops))
        {
            var computesIt = loop.Nodes.Contains(node) && node.Op is not ReductionOp;
            if (!computesIt && loop.Nodes.Any(n => n != node && n.Inputs.Any(i => Access.Resolve(i) == node)))
                return true;
        }

        return false;
    }
}

using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>Gives formulas (constants, index ranges) memory where a kernel can only read memory: movements, kernels of Runtime and recurrences.</summary>
internal static class Materialization
{
    public static Graph Run(Graph graph)
    {
        if (!graph.Nodes.Any(n => NeedsMemory(n) && n.Inputs.Any(Access.IsFormula)))
            return graph;
        return GraphCopy.Run(graph, (builder, node, inputs) => builder.Add(node.Op, [.. node.Inputs.Zip(inputs, (i, mapped) => Operand(builder, node, i, mapped))]));
    }

    private static Node Operand(GraphBuilder builder, Node user, Node operand, Node mapped) =>
        NeedsMemory(user) && Access.IsFormula(operand) ? builder.Add(new Stored(), mapped) : mapped;

    private static bool NeedsMemory(Node node) =>
        FusionGroup.KindOf(node) is GroupKind.Product or GroupKind.Kernel or GroupKind.Movement or GroupKind.Scan
            or GroupKind.Route or GroupKind.Gather or GroupKind.Merge;
}

using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>
/// Spares the copies of slices, such as the gates of a recurrence, that only elementwise operations and reductions read: these go row by row and need
/// not have their operands without gaps.
/// </summary>
internal static class PartsInPlace
{
    // Rows of fewer elements leave lanes of a vector empty, where a copy lets a vector go over several rows.
    internal const int FewestElements = 32;

    public static Graph Run(Graph graph)
    {
        var needed = new HashSet<Node>(graph.Results.Select(r => Access.Resolve(r.Value)));
        foreach (var node in graph.Nodes.Where(n => Access.Resolve(n) == n && FusionGroup.KindOf(n) is not (null or GroupKind.Row)))
            needed.UnionWith(node.Inputs.Select(Access.Resolve));
        var parts = graph.Nodes.Where(n => !needed.Contains(n) && IsPart(n)).ToArray();
        return parts.Length == 0 ? graph : GraphCopy.Run(graph, (builder, node, inputs) => parts.Contains(node)
            ? builder.Add(Part(node, Access.Resolve(inputs[0])), Access.Resolve(inputs[0]))
            : builder.Add(node.Op, inputs));
    }

    /// <summary>Whether each row of a value is an unbroken piece of a row in memory.</summary>
    private static bool IsPart(Node node) =>
        node is { Op: Slice slice, Type.Batched: true } && node.Shape.ElementCount >= FewestElements
        && node.Shape.Sizes.Take(slice.Axis).All(size => size == 1) && node.Inputs[0].Type.Batched && !Access.IsFormula(node.Inputs[0]);

    private static PartOf Part(Node node, Node source)
    {
        var slice = (Slice)node.Op;
        return new PartOf(node.Type, slice.Start * node.Shape.Sizes.Skip(slice.Axis + 1).Aggregate(1, (product, size) => product * size), Access.RowStride(source));
    }
}

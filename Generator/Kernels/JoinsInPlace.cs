using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>Spares the copies that put computed values side by side, such as the gradients of a recurrence's gates: each is stored at its place at once.</summary>
internal static class JoinsInPlace
{
    public static Graph Run(Graph graph)
    {
        var results = new HashSet<Node>(graph.Results.Select(r => Access.Resolve(r.Value)));
        var joins = graph.Nodes.Where(n => !results.Contains(n) && IsJoin(n)).ToArray();
        return joins.Length == 0 ? graph : GraphCopy.Run(graph, (builder, node, inputs) => joins.Contains(node)
            ? Join(builder, node, inputs, offset => new PartStore($"{node.Op.Mnemonic} {Literals.Print(node.Id)}", node.Shape.ElementCount, offset))
            : builder.Add(node.Op, inputs));
    }

    /// <summary>Whether a value is nothing but others side by side, each computed element by element or a product that can store it anywhere.</summary>
    public static bool IsJoin(Node node) =>
        node is { Op: Concat concat, Type: { Batched: true, Element: not ElementType.Integer } }
        && node.Shape.Sizes.Take(concat.Axis).All(size => size == 1)
        && node.Inputs.All(i => i.Shape.ElementCount >= PartsInPlace.FewestElements && i.Type with { Shape = node.Shape } == node.Type && IsStoredAnywhere(Access.Resolve(i)));

    /// <summary>The value made of <paramref name="parts"/>, each stored by the op that <paramref name="store"/> gives for its offset.</summary>
    public static Node Join(GraphBuilder builder, Node concat, IReadOnlyList<Node> parts, Func<int, StoredApart> store)
    {
        var (offset, stored) = (0, new List<Node>());
        foreach (var part in parts)
        {
            stored.Add(builder.Add(store(offset), part));
            offset += part.Shape.ElementCount;
        }

        return builder.Add(new Joined(concat.Type, ((StoredApart)stored[0].Op).Name), [.. stored]);
    }

    private static bool IsStoredAnywhere(Node value) =>
        !Access.IsFormula(value) && (value.Op is ElementwiseOp || (value.Op is MatMul && value.Shape.ElementCount == value.Shape.Last));
}

using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.FrontEnd;

/// <summary>Puts what branches gave into one value, whatever it is made of: numbers become tensors, conditions go through numbers.</summary>
internal static class BranchMerger
{
    public static Node Merge(GraphBuilder builder, Node route, IReadOnlyList<Node> values, Shape shape, Func<int, Node, Node>? scale)
    {
        var areConditions = values.All(v => v.Type.Element == ElementType.Boolean);
        var outer = builder.Rows;
        var prepared = new Node[values.Count];
        for (var branch = 0; branch < prepared.Length; branch++)
        {
            builder.Rows = Routing.RowsOf(route, branch);
            try
            {
                var value = Whole(builder, builder.Number(values[branch]), shape);
                prepared[branch] = scale is null ? value : scale(branch, value);
            }
            finally
            {
                builder.Rows = outer;
            }
        }

        var merged = builder.Merge(route, prepared);
        return areConditions ? builder.Add(new NotEqual(), merged, builder.Constant(0)) : merged;
    }

    private static Node Whole(GraphBuilder builder, Node value, Shape shape) => value.Type.Batched
        ? builder.Here(value)
        : builder.Broadcast(value, new TensorType(ElementType.Float, true, shape, builder.Rows));
}

using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>What the functions that repeat elements share.</summary>
internal static class Repeating
{
    /// <summary>Each axis of size s as [before, s, after] repeated along the outer two, taken together again: before · s · after.</summary>
    public static Node Each(GraphBuilder builder, Node x, IReadOnlyList<int> sizes, IReadOnlyList<int> before, IReadOnlyList<int> after)
    {
        List<int> apart = [], repeated = [], together = [];
        for (var axis = 0; axis < sizes.Count; axis++)
        {
            Add(before[axis], 1);
            Add(sizes[axis], sizes[axis]);
            Add(after[axis], 1);
            together.Add(before[axis] * sizes[axis] * after[axis]);
        }

        var view = builder.Reshape(x, Shape.Of([.. apart]));
        return builder.Reshape(builder.Broadcast(view, x.Type with { Shape = Shape.Of([.. repeated]) }), Shape.Of([.. together]));

        // Axes that stay 1 would only make the copy's loops deeper.
        void Add(int size, int stored)
        {
            if (size == 1)
                return;
            apart.Add(stored);
            repeated.Add(size);
        }
    }
}

using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>The gradient of an operand that was broadcast: the sum over all the places where it was repeated.</summary>
internal static class BroadcastAdjoint
{
    public static Node SumTo(GraphBuilder builder, Node gradient, TensorType target)
    {
        if (gradient.Type.Batched == target.Batched && gradient.Type.Rows == target.Rows && gradient.Shape == target.Shape)
            return gradient;
        if (target.Batched && gradient.Type.Batched && gradient.Type.Rows != target.Rows)
            throw new InvalidOperationException($"The gradient {gradient.Type} of {target} lives on other rows.");
        if (target.Batched && !gradient.Type.Batched)
            throw new InvalidOperationException($"The gradient {gradient.Type} of {target} lacks the batch.");
        if (gradient.Type.Batched && !target.Batched)
        {
            gradient = builder.Add(new BatchSum(LeadingAxes(gradient.Shape, target.Shape)), gradient);
        }

        return builder.Reshape(SumAxes(builder, gradient, target.Shape), target.Shape);
    }

    // The fewest leading axes that include those which the target lacks and those along which alone it was repeated.
    private static int LeadingAxes(Shape gradient, Shape target)
    {
        var sizes = Aligned(target, gradient.Rank);
        var count = Math.Max(0, gradient.Rank - target.Rank);
        for (var axis = count; axis < gradient.Rank && sizes[axis] == 1; axis++)
        {
            if (gradient[axis] > 1)
                count = axis + 1;
        }

        return count;
    }

    private static Node SumAxes(GraphBuilder builder, Node gradient, Shape target)
    {
        var sizes = Aligned(target, gradient.Shape.Rank);
        var summed = Enumerable.Range(0, gradient.Shape.Rank).Where(axis => sizes[axis] == 1 && gradient.Shape[axis] > 1).ToList();
        if (summed.Count == 0)
            return gradient;
        var permutation = Enumerable.Range(0, gradient.Shape.Rank).Except(summed).Concat(summed).ToEquatableArray();
        var isIdentity = permutation.SequenceEqual(Enumerable.Range(0, permutation.Count));
        return builder.Sum(isIdentity ? gradient : builder.Add(new Transpose(permutation), gradient), summed.Count);
    }

    // The sizes aligned at the last axis to `rank` axes; a gradient that BatchSum has already shortened has fewer axes than the target.
    private static int[] Aligned(Shape target, int rank) =>
        [.. Enumerable.Repeat(1, Math.Max(0, rank - target.Rank)), .. target.Sizes.Skip(Math.Max(0, target.Rank - rank))];
}

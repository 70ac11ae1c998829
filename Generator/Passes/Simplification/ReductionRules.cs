using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes.Simplification;

/// <summary>Reductions that reduce nothing, follow each other, or sum what was repeated.</summary>
internal static class ReductionRules
{
    public static Node? Apply(Simplifier simplifier, Op op, Node[] inputs)
    {
        if (op is not ReductionOp reduction)
            return null;
        var x = inputs[0];
        var reduced = x.Shape.Trailing(reduction.Axes).ElementCount;
        if (reduced == 1 && x.Type.Element == ElementType.Float)
            return simplifier.Add(new Reshape(x.Shape.Leading(x.Shape.Rank - reduction.Axes)), x);
        if (x.Op is ReductionOp inner && inner.GetType() == op.GetType())
            return simplifier.Add(reduction with { Axes = reduction.Axes + inner.Axes }, x.Inputs[0]);
        if (reduction is ReduceSum && x.Op is Negate)
            return simplifier.Add(x.Op, simplifier.Add(op, x.Inputs[0]));
        if (reduction is ReduceSum && x.Op is Broadcast broadcast)
            return SumOfBroadcast(simplifier, broadcast, x.Inputs[0], reduction.Axes, reduced);
        return null;
    }

    // Σ over axes along which the value is only repeated is a multiple of it.
    private static Node? SumOfBroadcast(Simplifier simplifier, Broadcast broadcast, Node source, int axes, int count)
    {
        var shape = source.Shape;
        var summed = Math.Min(axes, shape.Rank);
        if (shape.Trailing(summed).ElementCount != 1)
            return null;
        var left = simplifier.Add(new Reshape(shape.Leading(shape.Rank - summed)), source);
        var type = broadcast.Type with { Shape = broadcast.Type.Shape.Leading(broadcast.Type.Shape.Rank - axes) };
        return simplifier.Add(new Broadcast(type), simplifier.Add(new Multiply(), left, simplifier.Constant(count)));
    }
}

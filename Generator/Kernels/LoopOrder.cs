using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Kernels;

/// <summary>The order in which a node needs its elements: any (all operands in memory order), or along given axes, with the reduced ones last.</summary>
/// <param name="Count">The number of elements of the loop.</param>
/// <param name="Dimensions">Null if one flat axis will do.</param>
/// <param name="ReducedAxes">The number of last axes that a reduction folds: 0 for elementwise nodes, <see cref="All"/> for a whole sample.</param>
internal sealed record LoopOrder(int Count, Shape? Dimensions, int ReducedAxes)
{
    public const int All = int.MaxValue;

    public static LoopOrder Of(Node node)
    {
        if (node.Op is ReductionOp reduction)
        {
            var input = node.Inputs[0].Shape;
            return node.Shape.ElementCount == 1
                ? new LoopOrder(input.ElementCount, null, All)
                : new LoopOrder(input.ElementCount, input, reduction.Axes);
        }

        var count = node.Shape.ElementCount;
        var flat = node.Inputs.All(i => i.Shape.ElementCount == count || i.Shape.ElementCount == 1);
        return new LoopOrder(count, flat || node.Shape.Rank == 1 ? null : node.Shape, 0);
    }

    /// <summary>An order that serves both, or null.</summary>
    public LoopOrder? Unify(LoopOrder other)
    {
        if (Count != other.Count || (Dimensions is { } mine && other.Dimensions is { } theirs && mine != theirs))
            return null;
        if (ReducedAxes != 0 && other.ReducedAxes != 0 && ReducedAxes != other.ReducedAxes)
            return null;
        return new LoopOrder(Count, Dimensions ?? other.Dimensions, Math.Max(ReducedAxes, other.ReducedAxes));
    }

    /// <summary>The axes to loop over and how many of the last ones are folded.</summary>
    public (Shape Dimensions, int ReducedAxes) Resolve()
    {
        var dimensions = Dimensions ?? Shape.Of(Count);
        return (dimensions, Math.Min(ReducedAxes, dimensions.Rank));
    }
}

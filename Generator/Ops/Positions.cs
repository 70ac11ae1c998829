using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>Positions along the last axis by the size of what stands there.</summary>
internal static class Positions
{
    /// <summary>
    /// The position of the largest element along the last axis, which stays with size 1; the lowest of several. NaN counts as −∞, so that there is always
    /// one.
    /// </summary>
    /// <param name="taken">A condition on positions that are left out; not on all of them.</param>
    public static Node OfLargest(GraphBuilder builder, Node values, Node? taken)
    {
        var lowest = builder.Constant(float.NegativeInfinity);
        var isNumber = builder.Add(new Equal(), values, values);
        var numbers = builder.Where(isNumber, values, lowest);
        if (taken is not null)
            numbers = builder.Where(taken, lowest, numbers);
        var isLargest = builder.Add(new Equal(), numbers, builder.Reduce(new ReduceMax(1), numbers, keepAxes: true));
        if (taken is not null)
            isLargest = builder.Add(new And(), isLargest, builder.Add(new Not(), taken));
        var position = builder.Where(isLargest, builder.Positions(values), builder.Constant(values.Shape.Last));
        return builder.Reduce(new ReduceMin(1), position, keepAxes: true);
    }
}

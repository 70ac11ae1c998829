using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;

namespace NetGen.Generator.Ops;

/// <summary>Choices as the front end and the passes build them.</summary>
internal static class Routing
{
    /// <summary>The grouping of rows by <paramref name="choice"/>: a number of a branch for each row, or several.</summary>
    public static Node Route(this GraphBuilder builder, Node choice, int branches, float capacity = float.PositiveInfinity)
    {
        choice = builder.Here(choice);
        var known = builder.Routes.FirstOrDefault(r => r.Inputs[0] == choice && r.Op is Route route && route.Branches == branches && route.Capacity.Equals(capacity));
        return known ?? builder.Add(new Route(builder.Routes.Count, branches, capacity), choice);
    }

    /// <summary>The rows that took <paramref name="branch"/>.</summary>
    public static RowSet RowsOf(Node route, int branch)
    {
        var parent = route.Type.Rows;
        return new RowSet(((Route)route.Op).Number, branch, SlotsOf(route) * (parent?.Slots ?? 1), parent);
    }

    /// <summary>How many branches a row takes.</summary>
    public static int SlotsOf(Node route) => route.Inputs[0].Shape.ElementCount;

    /// <summary>The values of all branches as one value of the rows that chose.</summary>
    public static Node Merge(this GraphBuilder builder, Node route, IReadOnlyList<Node> values) =>
        builder.Add(new Merge(Enumerable.Range(0, values.Count).ToEquatableArray()), [route, .. values]);
}

using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>Brings nodes of another graph into this one, where choices have other numbers and may themselves be made by the rows of a branch.</summary>
internal sealed class RouteImport(GraphBuilder builder)
{
    private readonly Dictionary<int, Node> _routes = [];

    /// <summary>The node for an operation of the other graph with its operands in this one.</summary>
    public Node Add(Op op, Node[] operands)
    {
        switch (op)
        {
            case Route route:
                return _routes[route.Number] = builder.Route(operands[0], route.Branches, route.Capacity);
            case Gather gather:
                return builder.Add(new Gather(Here(gather.Rows)), operands);
            case GatherColumn column:
                return builder.Add(new GatherColumn(Here(column.Rows)), operands);
            case Broadcast { Type.Batched: true } broadcast:
                var rows = broadcast.Type.Rows is { } inside ? Here(inside) : builder.Rows;
                return builder.Add(new Broadcast(broadcast.Type with { Rows = rows }), operands);
            default:
                return builder.Add(op, operands);
        }
    }

    // Rows of a choice that was not brought along are those of a choice that is here already.
    private RowSet Here(RowSet rows) => _routes.TryGetValue(rows.Choice, out var route) ? Routing.RowsOf(route, rows.Branch) : rows;
}

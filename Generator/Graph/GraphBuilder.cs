using System.Collections.Immutable;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Graphs;

/// <summary>Builds a graph and numbers its values as it goes: an operation that was applied to the same values before is the same node.</summary>
internal sealed class GraphBuilder
{
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<Key, Node> _known = [];
    private readonly List<GraphResult> _results = [];
    private readonly List<NamedNode> _names = [];
    private readonly HashSet<(string, int)> _named = [];
    private readonly Dictionary<int, Node> _routes = [];

    public IReadOnlyList<Node> Nodes => _nodes;

    public IReadOnlyList<GraphResult> Results => _results;

    public IReadOnlyList<NamedNode> Names => _names;

    /// <summary>The rows for which values are computed from now on: operands that exist for more rows are gathered. Null, the whole batch, where operands
    /// are taken as they are.</summary>
    public RowSet? Rows { get; set; }

    /// <summary>The value of <paramref name="op"/> applied to <paramref name="inputs"/>.</summary>
    /// <exception cref="DefinitionException">The shapes or types do not fit the operation.</exception>
    public Node Add(Op op, params Node[] inputs) => AddAsIs(op, Rows is null ? inputs : [.. inputs.Select(Here)]);

    /// <summary><paramref name="value"/> for <see cref="Rows"/>: gathered, if it exists for more rows than these.</summary>
    public Node Here(Node value) => OnRows(value, Rows);

    /// <summary>The node of the choice <paramref name="number"/>.</summary>
    public Node Route(int number) => _routes[number];

    /// <summary>The choices so far.</summary>
    public IReadOnlyCollection<Node> Routes => _routes.Values;

    private Node OnRows(Node value, RowSet? rows)
    {
        if (rows is null || !value.Type.Batched || value.Type.Rows == rows || !rows.IsWithin(value.Type.Rows))
            return value;
        return AddAsIs(new Gather(rows), [OnRows(value, rows.Parent), Route(rows.Choice)]);
    }

    private Node AddAsIs(Op op, Node[] inputs)
    {
        var key = new Key(op, inputs.Select(i => i.Id).ToEquatableArray());
        if (_known.TryGetValue(key, out var known))
            return known;
        var node = new Node(_nodes.Count, op, [.. inputs], op.InferType([.. inputs.Select(i => i.Type)]));
        _nodes.Add(node);
        _known.Add(key, node);
        if (op is Route route)
            _routes.Add(route.Number, node);
        return node;
    }

    public void AddResult(ResultRole role, string name, Node value) => _results.Add(new GraphResult(role, name, value));

    public bool HasResult(ResultRole role) => _results.Any(result => result.Role == role);

    public void AddName(string name, Node value)
    {
        if (_named.Add((name, value.Id)))
            _names.Add(new NamedNode(name, value));
    }

    public Graph Build() => new([.. _nodes], [.. _results], [.. _names]);

    private readonly record struct Key(Op Op, EquatableArray<int> Inputs);
}

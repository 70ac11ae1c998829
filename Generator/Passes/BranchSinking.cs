using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>What is computed for all rows but needed only in some branches of one choice is computed there, for the rows of these branches.</summary>
internal sealed class BranchSinking
{
    private readonly Graph _graph;
    private readonly HashSet<RowSet>?[] _targets;
    private readonly GraphBuilder _builder = new();
    private readonly Node[] _map;

    private BranchSinking(Graph graph)
    {
        _graph = graph;
        _targets = new HashSet<RowSet>?[graph.Nodes.Length];
        _map = new Node[graph.Nodes.Length];
    }

    public static Graph Run(Graph graph)
    {
        // What has sunk into a branch may sink on into a branch of that.
        for (var depth = 0; depth < 8; depth++)
        {
            var pass = new BranchSinking(graph);
            if (!pass.Find())
                break;
            graph = pass.Move();
        }

        return graph;
    }

    /// <summary>Finds the branches that each value sinks into, users first; false if nothing sinks.</summary>
    private bool Find()
    {
        var users = _graph.Nodes.Select(_ => new List<Node>()).ToArray();
        foreach (var node in _graph.Nodes)
        {
            foreach (var input in node.Inputs)
                users[input.Id].Add(node);
        }

        var results = new HashSet<Node>(_graph.Results.Select(r => r.Value));
        var found = false;
        for (var id = _targets.Length - 1; id >= 0; id--)
        {
            var node = _graph.Nodes[id];
            if (!node.Type.Batched || results.Contains(node) || !RowWise.Covers(node) || users[id].Count == 0)
                continue;
            _targets[id] = Targets(node, users[id]);
            found |= _targets[id] is not null;
        }

        return found;
    }

    private HashSet<RowSet>? Targets(Node node, List<Node> users)
    {
        var targets = new HashSet<RowSet>();
        foreach (var user in users)
        {
            if (user.Op is Gather gather && user.Inputs[0] == node)
                targets.Add(gather.Rows);
            else if (_targets[user.Id] is { } further)
                targets.UnionWith(further);
            else
                return null;
        }

        if (targets.Count == 1)
            return targets;
        // Rows that take several branches would be computed several times.
        var choice = targets.First().Choice;
        var route = _graph.Nodes.First(n => n.Op is Route r && r.Number == choice);
        return targets.All(t => t.Choice == choice) && targets.Count < ((Route)route.Op).Branches && Routing.SlotsOf(route) == 1 ? targets : null;
    }

    private Graph Move()
    {
        foreach (var node in _graph.Nodes)
        {
            // A value that sinks has no place of its own any more; only what gathers it asks for it.
            if (_targets[node.Id] is null)
                _map[node.Id] = node.Op is Gather gather ? At(node.Inputs[0], gather.Rows) : _builder.Add(node.Op, [.. node.Inputs.Select(i => _map[i.Id])]);
        }

        return Results.Copy(_graph, _builder, node => _targets[node.Id] is { } targets
            ? targets.Count == 1 ? At(node, targets.First()) : null
            : _map[node.Id]);
    }

    private Node At(Node node, RowSet rows)
    {
        if (!node.Type.Batched)
            return _map[node.Id];
        return _targets[node.Id] is null
            ? _builder.Add(new Gather(rows), _map[node.Id], _builder.Route(rows.Choice))
            : _builder.Add(RowWise.OnRows(node.Op, rows), [.. node.Inputs.Select(i => At(i, rows))]);
    }
}

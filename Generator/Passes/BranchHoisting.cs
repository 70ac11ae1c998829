using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>
/// What every branch of a choice computes in the same way from what the choosing rows have, or what these rows have anyway, is computed once, before the
/// branches, and gathered.
/// </summary>
internal sealed class BranchHoisting
{
    private readonly Graph _graph;
    private readonly int[] _forms;
    private readonly HashSet<(int Form, RowSet? Rows)> _present = [];
    private readonly Dictionary<int, int> _branches;
    private readonly GraphBuilder _builder = new();
    private readonly Node[] _map;

    private BranchHoisting(Graph graph)
    {
        _graph = graph;
        _forms = new int[graph.Nodes.Length];
        _map = new Node[graph.Nodes.Length];
        _branches = graph.Nodes.Select(n => n.Op).OfType<Route>().ToDictionary(r => r.Number, r => r.Branches);
    }

    public static Graph Run(Graph graph)
    {
        // What has come out of a choice inside a branch may come out of that branch, too.
        for (var depth = 0; depth < 8; depth++)
        {
            var pass = new BranchHoisting(graph);
            pass.Number();
            if (depth > 0 && !graph.Nodes.Any(pass.IsShared))
                break;
            foreach (var node in graph.Nodes)
                pass._map[node.Id] = pass.Rewrite(node);
            graph = Results.Copy(graph, pass._builder, node => pass._map[node.Id]);
        }

        return graph;
    }

    /// <summary>Numbers values by what they are for a row, whatever rows they are for.</summary>
    private void Number()
    {
        var known = new Dictionary<(Op, EquatableArray<int>), int>();
        foreach (var node in _graph.Nodes)
        {
            if (node.Op is Gather)
            {
                _forms[node.Id] = _forms[node.Inputs[0].Id];
            }
            else if (RowWise.Covers(node))
            {
                var key = (RowWise.OnRows(node.Op, null), node.Inputs.Select(i => _forms[i.Id]).ToEquatableArray());
                if (!known.TryGetValue(key, out var form))
                    known.Add(key, form = node.Id);
                _forms[node.Id] = form;
            }
            else
            {
                _forms[node.Id] = node.Id;
            }

            _present.Add((_forms[node.Id], node.Type.Rows));
        }
    }

    private Node Rewrite(Node node) => IsShared(node)
        ? _builder.Add(new Gather(node.Type.Rows!), Lift(node, node.Type.Rows!.Parent), _builder.Route(node.Type.Rows.Choice))
        : _builder.Add(node.Op, [.. node.Inputs.Select(i => _map[i.Id])]);

    private bool IsShared(Node node)
    {
        if (node.Type.Rows is not { } rows || !RowWise.Covers(node) || !IsLiftable(node, rows))
            return false;
        var form = _forms[node.Id];
        return _present.Contains((form, rows.Parent))
            || Enumerable.Range(0, _branches[rows.Choice]).All(branch => _present.Contains((form, rows with { Branch = branch })));
    }

    /// <summary>Whether a value is made of nothing but what the choosing rows have.</summary>
    private static bool IsLiftable(Node node, RowSet rows) =>
        !node.Type.Batched || node.Op is Gather || (node.Type.Rows == rows && RowWise.Covers(node) && node.Inputs.All(i => IsLiftable(i, rows)));

    private Node Lift(Node node, RowSet? rows)
    {
        if (!node.Type.Batched)
            return _map[node.Id];
        return node.Op is Gather
            ? _map[node.Inputs[0].Id]
            : _builder.Add(RowWise.OnRows(node.Op, rows), [.. node.Inputs.Select(i => Lift(i, rows))]);
    }
}

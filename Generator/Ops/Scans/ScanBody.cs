using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>Takes the body of a scan out of the graph in which it was built.</summary>
internal sealed class ScanBody
{
    private readonly GraphBuilder _outer;
    private readonly GraphBuilder _inner = new();
    private readonly Dictionary<Node, Node> _map = [];
    private readonly Dictionary<Node, bool> _formulas = [];
    private readonly List<Node> _captures = [];
    private readonly HashSet<Node> _stored = [];
    private readonly bool[] _depends;

    public ScanBody(GraphBuilder outer, IReadOnlyList<Node> slices, IReadOnlyList<Node> states)
    {
        _outer = outer;
        _depends = new bool[outer.Nodes.Count];
        for (var i = 0; i < slices.Count; i++)
            Bind(slices[i], Scan.SequenceName(i));
        for (var i = 0; i < states.Count; i++)
            Bind(states[i], Scan.StateName(i));
        foreach (var node in outer.Nodes)
            _depends[node.Id] |= node.Inputs.Any(i => _depends[i.Id]);
        // What reads memory needs the values of a formula there, which lie outside the loop: inside they would be written for all rows at once.
        foreach (var node in outer.Nodes.Where(n => _depends[n.Id] && n.Op is not (ElementwiseOp or Broadcast)))
            _stored.UnionWith(node.Inputs.Where(i => !_depends[i.Id] && !i.Type.Batched));
    }

    /// <summary>Values from outside that the body uses.</summary>
    public IReadOnlyList<Node> Captures => _captures;

    /// <summary>The body's node of a value.</summary>
    public Node Add(Node value)
    {
        var pending = new Stack<Node>([value]);
        while (pending.Count > 0)
        {
            var node = pending.Peek();
            var missing = _map.ContainsKey(node) || !IsInside(node) ? [] : node.Inputs.Where(i => !_map.ContainsKey(i)).ToArray();
            foreach (var input in missing)
                pending.Push(input);
            if (missing.Length > 0)
                continue;
            pending.Pop();
            if (!_map.ContainsKey(node))
                _map.Add(node, IsInside(node) ? _inner.Add(node.Op, [.. node.Inputs.Select(i => _map[i])]) : Capture(node));
        }

        return _map[value];
    }

    /// <summary>The body, with the new states as its results.</summary>
    public Graph Finish(IReadOnlyList<Node> updates)
    {
        for (var i = 0; i < updates.Count; i++)
            _inner.AddResult(ResultRole.Output, Scan.StateName(i), Add(updates[i]));
        foreach (var name in _outer.Names)
        {
            if (_depends[name.Value.Id] && _map.TryGetValue(name.Value, out var value))
                _inner.AddName(name.Name, value);
        }

        return _inner.Build();
    }

    private void Bind(Node placeholder, string name)
    {
        _map.Add(placeholder, _inner.Add(new Input(placeholder.Type, name)));
        _depends[placeholder.Id] = true;
    }

    private Node Capture(Node node)
    {
        _captures.Add(node);
        return _inner.Add(new Input(node.Type, Scan.CaptureName(_captures.Count - 1)));
    }

    private bool IsInside(Node node) => _depends[node.Id] || IsFormula(node);

    /// <summary>Whether a value is made of constants alone: it is written where it is used.</summary>
    private bool IsFormula(Node node)
    {
        if (!_formulas.TryGetValue(node, out var isFormula))
        {
            isFormula = !_stored.Contains(node) && (node.Op is InlineSourceOp || (node.Inputs.Length > 0 && IsInline(node) && node.Inputs.All(IsFormula)));
            _formulas.Add(node, isFormula);
        }

        return isFormula;
    }

    // The view of a computed value needs the value in memory.
    private static bool IsInline(Node node) => node.Op is ElementwiseOp or Broadcast || (node.Op is Reshape && (node.Inputs[0].Shape.Rank == 0 || node.Inputs[0].Op is InlineSourceOp));
}

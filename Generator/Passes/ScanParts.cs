using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>Which nodes of a scan's body stay in the loop.</summary>
internal sealed class ScanParts
{
    private readonly IReadOnlyList<Node> _nodes;
    private readonly bool[] _varies;
    private readonly bool[] _recurs;
    private readonly bool[] _isBefore;
    private readonly bool[] _isAfter;

    public ScanParts(ScanView scan)
    {
        _nodes = scan.Op.Body.Nodes;
        _varies = Depends(name => !name.StartsWith("capture", StringComparison.Ordinal));
        _recurs = Depends(name => name.StartsWith("state", StringComparison.Ordinal));
        LiveStates = FindLiveStates(scan);
        IsOfState = Ancestors(LiveStates.Select(s => scan.Op.Update(s)));
        var isNeeded = Ancestors(LiveStates.Select(s => scan.Op.Update(s)).Concat(scan.Exports.Select(e => _nodes[e])));
        _isBefore = FindBefore();
        _isAfter = FindAfter(isNeeded);
    }

    /// <summary>The states that a part of the scan depends on.</summary>
    public IReadOnlyList<int> LiveStates { get; }

    private bool[] IsOfState { get; }

    /// <summary>Whether a value is another one at each step.</summary>
    public bool Varies(Node node) => _varies[node.Id];

    /// <summary>Whether a value is computed outside, once for all steps.</summary>
    public bool IsFixed(Node node) => !_varies[node.Id] && node.Op is not InlineSourceOp;

    /// <summary>Whether a value is computed for all steps before the loop.</summary>
    public bool IsBefore(Node node) => _isBefore[node.Id];

    /// <summary>Whether a value is computed for all steps after the loop.</summary>
    public bool IsAfter(Node node) => _isAfter[node.Id];

    private static bool IsProduct(Node node) => node.Op is MatMul or BatchedMatMul;

    private bool[] Depends(Func<string, bool> on)
    {
        var depends = new bool[_nodes.Count];
        foreach (var node in _nodes)
            depends[node.Id] = node.Op is Input input ? on(input.Name) : node.Inputs.Any(i => depends[i.Id]);
        return depends;
    }

    private bool[] Ancestors(IEnumerable<Node> roots)
    {
        var found = new bool[_nodes.Count];
        foreach (var root in roots)
            found[root.Id] = true;
        for (var id = found.Length - 1; id >= 0; id--)
        {
            foreach (var input in found[id] ? _nodes[id].Inputs : [])
                found[input.Id] = true;
        }

        return found;
    }

    private int[] FindLiveStates(ScanView scan)
    {
        var live = new SortedSet<int>(scan.Finals);
        for (var count = -1; count != live.Count;)
        {
            count = live.Count;
            var needed = Ancestors(scan.Exports.Select(e => _nodes[e]).Concat(live.Select(s => scan.Op.Update(s))));
            for (var state = 0; state < scan.Op.States; state++)
            {
                if (scan.BodyInput(scan.Op.Sequences + state) is { } input && needed[input.Id])
                    live.Add(state);
            }
        }

        return [.. live];
    }

    private bool Lifts(Node node) => node.Inputs.Length > 0 && node.Op.OverSteps(1, [.. node.Inputs.Select(Varies)]) is not null;

    /// <summary>Products that need no state with what they need, and elementwise operations behind them that read nothing else of the step.</summary>
    private bool[] FindBefore()
    {
        var could = new bool[_nodes.Count];
        foreach (var node in _nodes)
            could[node.Id] = Varies(node) && !_recurs[node.Id] && (node.Op is Input || (Lifts(node) && node.Inputs.All(i => !Varies(i) || could[i.Id])));
        var chosen = Ancestors(_nodes.Where(n => could[n.Id] && IsProduct(n)));
        foreach (var node in _nodes)
        {
            chosen[node.Id] &= could[node.Id];
            var follows = node.Op is ElementwiseOp or Reshape && node.Inputs.Any(i => chosen[i.Id] && i.Op is not Input) && node.Inputs.All(i => chosen[i.Id] || !Varies(i));
            chosen[node.Id] |= could[node.Id] && follows;
        }

        foreach (var node in _nodes.Where(n => n.Op is Input))
            chosen[node.Id] = false;
        return chosen;
    }

    /// <summary>Products that no state needs with all that needs them, as far as it can run for all steps at once.</summary>
    private bool[] FindAfter(bool[] isNeeded)
    {
        var chosen = new bool[_nodes.Count];
        foreach (var node in _nodes.Where(n => isNeeded[n.Id] && !IsOfState[n.Id] && Varies(n) && !IsBefore(n)))
            chosen[node.Id] = Lifts(node) && (IsProduct(node) || node.Inputs.Any(i => chosen[i.Id]));
        for (var id = chosen.Length - 1; id >= 0; id--)
        {
            var node = _nodes[id];
            foreach (var input in isNeeded[id] && !chosen[id] ? node.Inputs : [])
                chosen[input.Id] = false;
        }

        return chosen;
    }
}

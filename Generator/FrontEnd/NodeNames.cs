using NetGen.Generator.Graphs;

namespace NetGen.Generator.FrontEnd;

/// <summary>
/// The names of values: inputs, locals, layers (<c>Trunk</c>, stages <c>Trunk.0</c>). A name belongs to one value: the first that gets it keeps
/// it, further values of a local that is assigned again, of a helper that is inlined again or of a layer that is applied to something else
/// are called <c>h_2</c>, <c>h_3</c>, … in the order of the definition.
/// </summary>
internal sealed class NodeNames(GraphBuilder builder)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, int Node), string> _unique = [];
    private readonly Dictionary<int, string> _latest = [];
    private readonly Dictionary<string, List<Node>> _bindable = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _any = [];
    private bool _isClosed;

    /// <summary>What parameters of losses and metrics can be bound to: names of the definition itself, not of helpers that it inlines,
    /// each with its values.</summary>
    public IReadOnlyDictionary<string, List<Node>> Bindable => _bindable;

    /// <summary>Ends the definition: names given from now on, in losses and metrics, are not bound to.</summary>
    public void Close() => _isClosed = true;

    /// <summary>Names a value after an input or a layer.</summary>
    public void Add(string name, Node node)
    {
        var unique = Unique(name, node);
        builder.AddName(unique, node);
        AddBindable(name, node);
        if (!_latest.ContainsKey(node.Id))
            _latest[node.Id] = unique;
    }

    /// <summary>Names a value after a local; <paramref name="isDefinition"/> says that it is one of the [Forward] method itself.</summary>
    public void AddLocal(string name, Node node, bool isDefinition)
    {
        builder.AddName(Unique(name, node), node);
        if (!isDefinition)
            return;
        AddBindable(name, node);
        _latest[node.Id] = name;
    }

    /// <summary>What an output with this value is called if the definition does not say: its local, else its layer, else null.</summary>
    public string? LatestName(Node node) => _latest.TryGetValue(node.Id, out var name) ? name : null;

    /// <summary>Any name of a value for messages, or null.</summary>
    public string? Describe(Node node) => _any.TryGetValue(node.Id, out var name) ? name : (node.Op as Ops.Input)?.Name;

    private void AddBindable(string name, Node node)
    {
        // What exists for the rows of a branch only has no value for a loss of all rows.
        if (_isClosed || node.Type.Rows is not null)
            return;
        if (!_bindable.TryGetValue(name, out var nodes))
            _bindable.Add(name, nodes = []);
        if (!nodes.Contains(node))
            nodes.Add(node);
    }

    private string Unique(string name, Node node)
    {
        if (_unique.TryGetValue((name, node.Id), out var known))
            return known;
        var unique = name;
        _numbers.TryGetValue(name, out var number);
        for (; !_taken.Add(unique); number++)
            unique = $"{name}_{(number + 2).ToString(System.Globalization.CultureInfo.InvariantCulture)}";
        _numbers[name] = number;
        _unique.Add((name, node.Id), unique);
        if (!_any.ContainsKey(node.Id))
            _any.Add(node.Id, unique);
        return unique;
    }
}

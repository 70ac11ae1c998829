using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>Makes a scan of the nodes that differentiation added to a copy of a scan's body. Values of forward steps come in as sequences.</summary>
/// <param name="builder">The graph around.</param>
/// <param name="node">The forward scan.</param>
/// <param name="body">A copy of the forward body, with the same numbers, and its adjoints behind.</param>
/// <param name="forward">The number of nodes of the forward body.</param>
internal sealed class ScanReverseBody(GraphBuilder builder, Node node, ScanView view, GraphBuilder body, int forward)
{
    private readonly Scan _scan = (Scan)node.Op;
    private readonly Dictionary<string, Node> _given = new(StringComparer.Ordinal);
    private readonly List<(string Name, Node Initial, Node? Update)> _carried = [];
    private readonly List<Node> _exports = [];
    private readonly List<Node> _sums = [];
    private readonly Dictionary<Node, Node> _results = [];
    private readonly Dictionary<Node, Node> _outside = [];
    private IReadOnlyList<Node> _final = [];

    /// <summary>What the input <paramref name="name"/> of the body is at all steps.</summary>
    public void Give(string name, Node sequence) => _given.Add(name, sequence);

    /// <summary>An adjoint that goes from step to step: zero after a step without <paramref name="update"/>.</summary>
    public void Carry(string name, Node initial, Node? update) => _carried.Add((name, initial, update));

    /// <summary>Asks for a value at each step.</summary>
    public void Export(Node value)
    {
        if (!IsForward(value) && !_exports.Contains(value))
            _exports.Add(value);
    }

    /// <summary>Asks for the sum of a value of the batch over all steps.</summary>
    public void Sum(Node value)
    {
        if (!_sums.Contains(value))
            _sums.Add(value);
    }

    /// <summary>Asks for a value summed over the batch and all steps.</summary>
    public void Reduce(Node value)
    {
        if (value.Type.Batched || IsForward(value))
            return;
        foreach (var input in value.Inputs)
        {
            if (input.Type.Batched)
                Export(input);
            else
                Reduce(input);
        }
    }

    public void Build(ScanForm form)
    {
        var saved = Saved();
        var given = _given.ToArray();
        Node[] sequences = [.. given.Select(g => g.Value), .. saved.Select(OfForward)];
        Node[] initial = [.. _carried.Select(c => c.Initial), .. _sums.Select(s => Zero(s.Type))];
        var result = builder.Scan(form, sequences, initial, (slices, states) =>
        {
            var map = new Dictionary<Node, Node>();
            for (var i = 0; i < slices.Count; i++)
                map[i < given.Length ? InputNode(given[i].Key) : saved[i - given.Length]] = slices[i];
            for (var i = 0; i < _carried.Count; i++)
                map[InputNode(_carried[i].Name)] = states[i];
            var updates = _carried.Select((c, i) => c.Update is { } update ? Copy(update, map) : Zero(states[i].Type));
            var sums = _sums.Select((s, i) => builder.Plus(states[_carried.Count + i], Copy(s, map)));
            return new ScanStepResult([.. _exports.Select(e => Copy(e, map))], [.. updates, .. sums]);
        })!;
        for (var i = 0; i < _exports.Count; i++)
            _results[_exports[i]] = result.Outputs[i];
        for (var i = 0; i < _sums.Count; i++)
            _outside[_sums[i]] = result.Final[_carried.Count + i];
        _final = result.Final;
    }

    /// <summary>The adjoint of an initial state.</summary>
    public Node Final(int carried) => _final[carried];

    /// <summary>The adjoint of a sequence, from the gradient that was exported. A capture may have the same gradient, summed.</summary>
    public Node OfSequence(Node gradient) => gradient.Type.Batched ? Stacked(gradient) : OfCapture(gradient);

    /// <summary>The adjoint of what is the same at all steps, from the gradient that was summed or reduced.</summary>
    public Node OfCapture(Node gradient)
    {
        if (_outside.TryGetValue(gradient, out var known))
            return known;
        if (gradient.Type.Batched)
            return Stacked(gradient);
        if (gradient.Op is Input)
            return OfForward(gradient);
        var stacked = gradient.Inputs.Select(i => i.Type.Batched).ToArray();
        var inputs = gradient.Inputs.Select(i => i.Type.Batched ? Stacked(i) : OfCapture(i)).ToArray();
        var op = stacked.Any(s => s)
            ? gradient.Op.OverSteps(_scan.Steps, stacked) ?? throw new NotSupportedException($"'{gradient.Op.Print()}' has no form for all steps of a scan.")
            : gradient.Op;
        return _outside[gradient] = builder.Add(op, inputs);
    }

    private bool IsForward(Node value) => value.Id < forward;

    /// <summary>A value at all steps; one from outside is the same at each.</summary>
    private Node Stacked(Node value)
    {
        if (_results.TryGetValue(value, out var result))
            return result;
        return IsCaptured(value) ? builder.Broadcast(OfForward(value), value.Type with { Shape = value.Shape.Prepend(_scan.Steps) }) : OfForward(value);
    }

    private Node Zero(TensorType type) => builder.Broadcast(builder.Constant(0), type);

    private Node InputNode(string name) => body.Nodes.First(n => n.Op is Input input && input.Name == name);

    /// <summary>A value of the forward scan at all steps; of a captured one, the value itself.</summary>
    private Node OfForward(Node value)
    {
        for (var i = 0; i < node.Inputs.Length; i++)
        {
            if (view.BodyInput(i)?.Id == value.Id && (i < _scan.Sequences || i >= _scan.Sequences + _scan.States))
                return node.Inputs[i];
        }

        return builder.Steps(node, value.Id);
    }

    private bool IsCapture(Node value) =>
        Enumerable.Range(_scan.Sequences + _scan.States, node.Inputs.Length - _scan.Sequences - _scan.States).Any(i => view.BodyInput(i)?.Id == value.Id);

    /// <summary>The values of the forward step that the adjoints need. Cheap ones are computed again.</summary>
    private List<Node> Saved()
    {
        var saved = new SortedSet<int>();
        var seen = new HashSet<Node>();
        var pending = new Stack<Node>([.. _carried.Select(c => c.Update).OfType<Node>(), .. _exports, .. _sums]);
        while (pending.Count > 0)
        {
            var value = pending.Pop();
            if (!seen.Add(value))
                continue;
            if (IsForward(value) && !IsComputedAgain(value))
            {
                if (!IsCapture(value))
                    saved.Add(value.Id);
                continue;
            }

            foreach (var input in value.Inputs)
                pending.Push(input);
        }

        return [.. saved.Select(id => body.Nodes[id])];
    }

    // A scan inside the step is run again: what its steps computed is not kept for every step of this one.
    private static bool IsComputedAgain(Node value) => value.Inputs.Length == 0
        ? value.Op is not Input
        : !value.Type.Batched || value.Op is Reshape or Broadcast or Scan or ScanPart || value.Type.Element == ElementType.Boolean;

    private Node Copy(Node value, Dictionary<Node, Node> map)
    {
        var pending = new Stack<Node>([value]);
        while (pending.Count > 0)
        {
            var next = pending.Peek();
            var missing = map.ContainsKey(next) || IsCaptured(next) ? [] : next.Inputs.Where(i => !map.ContainsKey(i)).ToArray();
            foreach (var input in missing)
                pending.Push(input);
            if (missing.Length > 0)
                continue;
            pending.Pop();
            if (!map.ContainsKey(next))
                map.Add(next, IsCaptured(next) ? OfForward(next) : builder.Add(next.Op, [.. next.Inputs.Select(i => map[i])]));
        }

        return map[value];
    }

    private bool IsCaptured(Node value) => IsForward(value) && value.Op is Input && IsCapture(value);
}

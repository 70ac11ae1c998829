using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>Rebuilds one scan with what <see cref="ScanParts"/> takes out of it before and behind it.</summary>
internal sealed class ScanSplitter(GraphBuilder builder, ScanView view, Node[] inputs)
{
    private readonly Scan _scan = view.Op;
    private readonly ScanParts _parts = new(view);
    private readonly Dictionary<Node, Node> _outside = [];

    /// <summary>Rebuilds the scan and says in <paramref name="map"/> what becomes of its parts.</summary>
    /// <returns>What stands for the scan itself, to which nothing refers any more.</returns>
    public Node Run(Node?[] map)
    {
        BindInputs();
        foreach (var node in _scan.Body.Nodes.Where(n => n.Op is not Input && !_parts.Varies(n)))
            _outside[node] = builder.Add(node.Op, [.. node.Inputs.Select(i => _outside[i])]);
        foreach (var node in _scan.Body.Nodes.Where(_parts.IsBefore))
            _outside[node] = Lift(node);
        var exports = Exports();
        var sequences = Sequences(exports);
        var live = _parts.LiveStates;
        var result = builder.Scan(Form(), [.. sequences.Select(s => _outside[s])], [.. live.Select(s => inputs[_scan.Sequences + s])], (slices, states) =>
        {
            var inside = Inside(sequences, slices, states);
            return new ScanStepResult([.. exports.Select(e => inside[e])], [.. live.Select(s => inside[_scan.Update(s)])]);
        })!;
        for (var i = 0; i < exports.Count; i++)
            _outside[exports[i]] = result.Outputs[i];
        foreach (var node in _scan.Body.Nodes.Where(_parts.IsAfter))
            _outside[node] = Lift(node);
        MapParts(map, result);
        return inputs[0];
    }

    private ScanForm Form() => ScanForm.Of(_scan) with { ResetStates = _parts.LiveStates.Count(s => s < _scan.ResetStates) };

    private void BindInputs()
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            if ((i < _scan.Sequences || i >= _scan.Sequences + _scan.States) && view.BodyInput(i) is { } input)
                _outside[input] = inputs[i];
        }
    }

    /// <summary>What must leave the loop: parts that the graph has, and what is read behind the loop.</summary>
    private List<Node> Exports()
    {
        var after = _scan.Body.Nodes.Where(_parts.IsAfter).SelectMany(n => n.Inputs);
        var used = view.Exports.Select(e => _scan.Body.Nodes[e]).Where(n => !_parts.IsAfter(n));
        return [.. used.Concat(after).Where(n => _parts.Varies(n) && !_parts.IsAfter(n) && !_outside.ContainsKey(n)).Distinct()];
    }

    /// <summary>What the loop reads at each step.</summary>
    private List<Node> Sequences(List<Node> exports)
    {
        var found = new SortedSet<int>();
        var seen = new HashSet<Node>();
        var pending = new Stack<Node>([.. exports, .. _parts.LiveStates.Select(_scan.Update)]);
        while (pending.Count > 0)
        {
            var node = pending.Pop();
            if (!seen.Add(node) || !_parts.Varies(node))
                continue;
            if (_outside.ContainsKey(node))
            {
                found.Add(node.Id);
                continue;
            }

            foreach (var input in node.Inputs)
                pending.Push(input);
        }

        return [.. found.Select(id => _scan.Body.Nodes[id])];
    }

    private Dictionary<Node, Node> Inside(List<Node> sequences, IReadOnlyList<Node> slices, IReadOnlyList<Node> states)
    {
        var inside = new Dictionary<Node, Node>();
        for (var i = 0; i < slices.Count; i++)
            inside[sequences[i]] = slices[i];
        for (var i = 0; i < states.Count; i++)
        {
            if (view.BodyInput(_scan.Sequences + _parts.LiveStates[i]) is { } input)
                inside[input] = states[i];
        }

        foreach (var node in _scan.Body.Nodes.Where(n => !inside.ContainsKey(n)))
        {
            if (!_parts.Varies(node))
                inside[node] = _outside[node];
            else if (!_parts.IsAfter(node) && node.Inputs.Length > 0 && node.Inputs.All(inside.ContainsKey))
                inside[node] = builder.Add(node.Op, [.. node.Inputs.Select(i => inside[i])]);
        }

        return inside;
    }

    private void MapParts(Node?[] map, ScanResult result)
    {
        var final = new Node[_scan.States];
        for (var i = 0; i < final.Length; i++)
            final[i] = _parts.LiveStates.Contains(i) ? result.Final[_parts.LiveStates.ToList().IndexOf(i)] : inputs[_scan.Sequences + i];
        view.MapParts(map, new ScanResult([.. view.Exports.Select(e => Steps(_scan.Body.Nodes[e]))], final));
    }

    private Node Steps(Node node) => _parts.Varies(node)
        ? _outside[node]
        : builder.Broadcast(_outside[node], node.Type with { Batched = true, Shape = node.Shape.Prepend(_scan.Steps) });

    /// <summary>The value of a node at all steps, from its operands at all steps.</summary>
    private Node Lift(Node node)
    {
        var stacked = node.Inputs.Select(_parts.Varies).ToArray();
        var rank = node.Op is ElementwiseOp or Broadcast ? node.Shape.Rank : 0;
        var operands = node.Inputs.Select((input, i) => stacked[i] ? Padded(_outside[input], rank) : _outside[input]).ToArray();
        return builder.Add(node.Op.OverSteps(_scan.Steps, stacked)!, operands);
    }

    /// <summary>A stacked operand with axes of size 1 behind the steps, so that its own axes stay at the end of a result of <paramref name="rank"/> axes.</summary>
    private Node Padded(Node operand, int rank)
    {
        var missing = rank + 1 - operand.Shape.Rank;
        return missing <= 0
            ? operand
            : builder.Reshape(operand, Shape.Of([_scan.Steps, .. Enumerable.Repeat(1, missing), .. operand.Shape.Sizes.Skip(1)]));
    }
}

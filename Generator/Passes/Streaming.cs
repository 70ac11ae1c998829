using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>A network that takes its sequences step by step.</summary>
/// <param name="Graph">One step: inputs and states in, outputs and new states out, as outputs named by <see cref="Streaming.NextName"/>.</param>
/// <param name="Sequences">The inputs of which a step takes one place.</param>
/// <param name="States">The states, each with its initial value.</param>
internal sealed record StreamGraph(Graph Graph, IReadOnlyList<string> Sequences, IReadOnlyList<(string Name, Shape Shape, float Initial)> States);

/// <summary>
/// Turns the graph that predicts on whole sequences into one that predicts step by step: each scan becomes its body, with the states as inputs and outputs, and
/// what is done for all steps at once is done for the one. Not all networks can: there must be no scan from the end, nothing else that mixes steps, and states must start from constants.
/// </summary>
internal sealed class Streaming
{
    private readonly Graph _graph;
    private readonly GraphBuilder _builder = new();
    private readonly Node?[] _map;
    private readonly bool[] _isStacked;
    private readonly List<(string, Shape, float)> _states = [];
    private readonly HashSet<string> _sequences = new(StringComparer.Ordinal);
    private readonly List<(string Name, Node Value)> _next = [];
    private int _steps;

    private Streaming(Graph graph)
    {
        _graph = graph;
        _map = new Node?[graph.Nodes.Length];
        _isStacked = new bool[graph.Nodes.Length];
    }

    public static string StateName(int state) => $"state {Literals.Print(state)}";

    public static string NextName(int state) => $"next state {Literals.Print(state)}";

    /// <summary>Null if the network has no scan or cannot go step by step.</summary>
    public static StreamGraph? Run(Graph graph) => graph.Nodes.Any(n => n.Op is Scan) ? new Streaming(graph).Build() : null;

    private StreamGraph? Build()
    {
        var scans = _graph.Nodes.Where(n => n.Op is Scan).ToArray();
        _steps = ((Scan)scans[0].Op).Steps;
        if (scans.Any(s => s.Op is Scan scan && (scan.Reverse || scan.Steps != _steps)))
            return null;
        FindSequences(scans);
        foreach (var node in _graph.Nodes)
        {
            if (_map[node.Id] is null && !Map(node))
                return null;
        }

        foreach (var name in _graph.Names.Where(n => _map[n.Value.Id] is not null))
            _builder.AddName(name.Name, _map[name.Value.Id]!);
        foreach (var result in _graph.Results)
            _builder.AddResult(result.Role, result.Name, _map[result.Value.Id]!);
        foreach (var (name, value) in _next)
            _builder.AddResult(ResultRole.Output, name, value);
        return new StreamGraph(DeadCode.Run(_builder.Build()), [.. _sequences], _states);
    }

    /// <summary>The inputs that sequences of scans are made of, place by place.</summary>
    private void FindSequences(IEnumerable<Node> scans)
    {
        var pending = new Stack<Node>(scans.SelectMany(s => s.Inputs.Take(((Scan)s.Op).Sequences)));
        var seen = new HashSet<Node>();
        while (pending.Count > 0)
        {
            var node = pending.Pop();
            if (!seen.Add(node))
                continue;
            if (node.Op is Input input && node.Shape.Rank > 0 && node.Shape[0] == _steps)
                _sequences.Add(input.Name);
            foreach (var operand in node.Inputs)
                pending.Push(operand);
        }
    }

    private bool Map(Node node)
    {
        if (node.Op is Scan scan)
            return MapScan(node, scan);
        if (node.Op is Input input && _sequences.Contains(input.Name))
        {
            _isStacked[node.Id] = true;
            _map[node.Id] = _builder.Add(new Input(node.Type with { Shape = node.Shape.Trailing(node.Shape.Rank - 1) }, input.Name));
            return true;
        }

        var stacked = node.Inputs.Select(i => _isStacked[i.Id]).ToArray();
        var op = stacked.Contains(true) ? AtStep(node, stacked) : node.Op;
        if (op is null)
            return false;
        _isStacked[node.Id] = stacked.Contains(true);
        _map[node.Id] = _builder.Add(op, [.. node.Inputs.Select(i => _map[i.Id]!)]);
        return true;
    }

    private bool MapScan(Node node, Scan scan)
    {
        var view = new ScanView(_graph, node);
        var inside = new Node?[scan.Body.Nodes.Length];
        var first = _states.Count;
        for (var i = 0; i < node.Inputs.Length; i++)
        {
            var state = i - scan.Sequences;
            var isState = state >= 0 && state < scan.States;
            if (_isStacked[node.Inputs[i].Id] != i < scan.Sequences)
                return false;
            if (isState)
            {
                if (Value(node.Inputs[i]) is not { } initial)
                    return false;
                _states.Add((StateName(first + state), node.Inputs[i].Shape, initial));
            }

            if (view.BodyInput(i) is { } input)
                inside[input.Id] = isState ? _builder.Add(new Input(node.Inputs[i].Type, StateName(first + state))) : _map[node.Inputs[i].Id]!;
        }

        foreach (var inner in scan.Body.Nodes.Where(n => inside[n.Id] is null))
            inside[inner.Id] = _builder.Add(inner.Op, [.. inner.Inputs.Select(i => inside[i.Id]!)]);
        for (var state = 0; state < scan.States; state++)
            _next.Add((NextName(first + state), inside[scan.Update(state).Id]!));
        foreach (var part in _graph.Nodes.Where(n => n.Op is ScanPart && n.Inputs[0] == node))
        {
            _isStacked[part.Id] = part.Op is ScanSteps;
            _map[part.Id] = inside[part.Op is ScanSteps steps ? steps.Value : scan.Update(((ScanFinal)part.Op).State).Id];
        }

        _map[node.Id] = inside[0] ?? _map[node.Inputs[0].Id];
        return true;
    }

    /// <summary>The number that each element of a value is; null if it is no constant.</summary>
    private static float? Value(Node node) => node.Op switch
    {
        Constant constant => constant.Value,
        Broadcast or Reshape => Value(node.Inputs[0]),
        _ => null,
    };

    /// <summary>The op that does for one step what a node does for all; null if the node mixes steps.</summary>
    private Op? AtStep(Node node, bool[] stacked)
    {
        if (node.Shape.Rank == 0 || node.Shape[0] != _steps)
            return null;
        // Elements of a step stand beside each other: what has the steps, has them as the first axis of the result, and nothing else reaches that axis.
        if (node.Op is ElementwiseOp && node.Inputs.Where((i, n) => stacked[n] != (i.Shape.Rank == node.Shape.Rank)).Any())
            return null;
        // Steps that are the rows of a matrix or of a picture are no stack of matrices or pictures.
        if (node.Inputs.Where((input, n) => stacked[n] && input.Shape.Rank <= node.Op.AxesReadTogether).Any())
            return null;
        var shape = node.Shape.Trailing(node.Shape.Rank - 1);
        Op? op = node.Op switch
        {
            Reshape => new Reshape(shape),
            Broadcast broadcast => new Broadcast(broadcast.Type with { Shape = shape }),
            Slice slice when slice.Axis > 0 => slice with { Axis = slice.Axis - 1 },
            Concat concat when concat.Axis > 0 => new Concat(concat.Axis - 1),
            Pad pad when pad.Axis > 0 => pad with { Axis = pad.Axis - 1 },
            Transpose { Permutation: var order } when order[0] == 0 => new Transpose(order.Skip(1).Select(axis => axis - 1).ToEquatableArray()),
            var other => other,
        };
        return op.OverSteps(_steps, stacked) is { } all && all.Equals(node.Op) ? op : null;
    }
}

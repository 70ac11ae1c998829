using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Passes;

/// <summary>
/// Differentiates a scan through time: a scan in the other direction carries the adjoints of the states, on the values of the forward steps that it needs. The
/// gradient of what is the same for all steps, like a weight, is not summed step by step: its factors leave the scan, and one product sums over steps and rows.
/// </summary>
internal sealed class ScanGradient
{
    private readonly GraphBuilder _builder;
    private readonly Node _node;
    private readonly Scan _scan;
    private readonly AdjointTable _adjoints;
    private readonly ScanView _view;
    private readonly GraphBuilder _body = new();
    private readonly Node?[] _found;

    private ScanGradient(GraphBuilder builder, Node node, IReadOnlyList<Node> parts, AdjointTable adjoints)
    {
        (_builder, _node, _scan, _adjoints) = (builder, node, (Scan)node.Op, adjoints);
        _view = new ScanView(new Graph([node, .. parts], [], []), node);
        var map = GraphRewriter.Copy(_scan.Body, _body);
        var wanted = Enumerable.Range(0, node.Inputs.Length).Where(i => IsState(i) || adjoints.Needs(node.Inputs[i])).Select(_scan.InputName);
        var seeds = new List<(Node, Node)>();
        foreach (var steps in parts.Select(p => p.Op).OfType<ScanSteps>())
            Seed(seeds, map[steps.Value], AdjointOfValue(steps.Value));
        for (var i = 0; i < _scan.States; i++)
            Seed(seeds, map[_scan.Update(i).Id], AdjointOfState(i));
        _found = Autodiff.Reverse(_body, seeds, [.. wanted]);
    }

    /// <param name="parts">The parts of the scan that have adjoints.</param>
    public static void Run(GraphBuilder builder, Node node, IReadOnlyList<Node> parts, AdjointTable adjoints) =>
        new ScanGradient(builder, node, parts, adjoints).Accumulate(parts);

    private static string AdjointOfValue(int node) => $"adjoint of {Literals.Print(node)}";

    private static string AdjointOfState(int state) => $"adjoint of state {Literals.Print(state)}";

    private bool IsState(int input) => input >= _scan.Sequences && input < _scan.Sequences + _scan.States;

    private void Seed(List<(Node, Node)> seeds, Node value, string name)
    {
        if (value.Type.Element == ElementType.Float)
            seeds.Add((value, _body.Add(new Input(value.Type, name))));
    }

    private void Accumulate(IReadOnlyList<Node> parts)
    {
        var steps = parts.Where(p => p.Op is ScanSteps).ToArray();
        var reverse = new ScanReverseBody(_builder, _node, _view, _body, _scan.Body.Nodes.Length);
        foreach (var part in steps)
            reverse.Give(AdjointOfValue(((ScanSteps)part.Op).Value), _adjoints[part.Id]!);
        var carried = Enumerable.Range(0, _scan.States).Where(i => _scan.Update(i).Type.Element == ElementType.Float).ToArray();
        foreach (var state in carried)
        {
            var last = parts.FirstOrDefault(p => p.Op is ScanFinal final && final.State == state);
            reverse.Carry(AdjointOfState(state), last is null ? Zero(_scan.Update(state).Type) : _adjoints[last.Id]!, Adjoint(_scan.Sequences + state));
        }

        var resets = carried.Length;
        for (var i = 0; i < _node.Inputs.Length; i++)
        {
            if (IsState(i) || !_adjoints.Needs(_node.Inputs[i]) || Adjoint(i) is not { } gradient)
                continue;
            if (i < _scan.Sequences)
                reverse.Export(gradient);
            else if (gradient.Type.Batched)
                reverse.Sum(gradient);
            else
                reverse.Reduce(gradient);
        }

        reverse.Build(new ScanForm(_scan.Steps, !_scan.Reverse, ResetEvery: _scan.TruncateEvery, ResetStates: _scan.TruncateEvery > 0 ? resets : 0));
        for (var i = 0; i < _node.Inputs.Length; i++)
        {
            if (!_adjoints.Needs(_node.Inputs[i]) || !_scan.LeadsTo(i))
                continue;
            var state = IsState(i) ? Array.IndexOf(carried, i - _scan.Sequences) : -1;
            var found = state >= 0 ? reverse.Final(state)
                : Adjoint(i) is not { } gradient ? Zero(_node.Inputs[i].Type)
                : i < _scan.Sequences ? reverse.OfSequence(gradient)
                : reverse.OfCapture(gradient);
            _adjoints.Accumulate(_node.Inputs[i], found);
        }
    }

    /// <summary>The adjoint that one step adds to an input; null if no gradient reaches it.</summary>
    private Node? Adjoint(int input) => _view.BodyInput(input) is { } node ? _found[node.Id] : null;

    private Node Zero(TensorType type) => _builder.Broadcast(_builder.Constant(0), type);
}

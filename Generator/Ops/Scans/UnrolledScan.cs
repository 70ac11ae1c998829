using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>
/// A recurrence in whose step rows choose, as its steps one behind the other. Grouping rows by what they choose needs all workers to meet, which the loop of a
/// <see cref="Scan"/> does not let them; between steps that are part of the program they meet as for any other choice.
/// </summary>
internal sealed class UnrolledScan
{
    /// <summary>The values that all steps together may have: as many as a whole definition.</summary>
    private const int MaximumNodes = 10_000;

    private readonly GraphBuilder _builder;
    private readonly Node[] _slices;
    private readonly Node[] _states;
    private readonly Node[] _step;

    /// <param name="results">What leaves the step: outputs and new states.</param>
    private UnrolledScan(GraphBuilder builder, Node[] slices, Node[] states, IEnumerable<Node> results)
    {
        (_builder, _slices, _states) = (builder, slices, states);
        _step = Step(results);
    }

    /// <summary>The scan as such steps; null if no rows choose in its step.</summary>
    /// <exception cref="DefinitionException">There would be too many values.</exception>
    public static ScanResult? Run(
        GraphBuilder builder, ScanForm form, IReadOnlyList<Node> sequences, IReadOnlyList<Node> initial, Node[] slices, Node[] states, ScanStepResult step)
    {
        var scan = new UnrolledScan(builder, slices, states, step.Outputs.Concat(step.States));
        if (!scan._step.Any(n => n.Op is Route or Merge or MergeColumns || n.Type.Rows is not null))
            return null;
        if (scan._step.Any(n => !n.Type.Batched && n.Inputs.Any(i => i.Type.Batched)))
            throw StatisticInStep();
        if ((long)scan._step.Length * form.Steps > MaximumNodes)
            throw new DefinitionException(DiagnosticIds.UnrollLimit, $"A Scan of {Literals.Print(form.Steps)} steps in which rows choose, so that they are written out,", "10,000 values (with Where(mask, a, b) in the step it is a loop, which computes both)");
        return scan.Unroll(form, sequences, initial, step);
    }

    public static DefinitionException StatisticInStep() =>
        new(DiagnosticIds.ChoiceAndScan, "A statistic of the batch, as BatchNorm takes it,", "the step of a recurrence", "LayerNorm or RmsNorm");

    private ScanResult Unroll(ScanForm form, IReadOnlyList<Node> sequences, IReadOnlyList<Node> initial, ScanStepResult step)
    {
        var outputs = step.Outputs.Select(_ => new Node[form.Steps]).ToArray();
        var current = initial;
        for (var visit = 0; visit < form.Steps; visit++)
        {
            var place = form.Reverse ? form.Steps - 1 - visit : visit;
            if (form.TruncateEvery > 0 && visit > 0 && visit % form.TruncateEvery == 0)
                current = [.. current.Select(s => _builder.Add(new StopGradient(), s))];
            var map = Copy([.. sequences.Select(s => SliceOf(s, place))], current, place);
            for (var i = 0; i < outputs.Length; i++)
                outputs[i][place] = Of(map, step.Outputs[i]);
            current = [.. step.States.Select(s => Of(map, s))];
        }

        return new ScanResult([.. outputs.Select((values, i) => Whole(values, step.Outputs[i], sequences))], current) { Written = _step.Length * form.Steps };
    }

    /// <summary>The values of the step that are not the same at all steps, in order.</summary>
    private Node[] Step(IEnumerable<Node> results)
    {
        var varies = new HashSet<Node>(_slices.Concat(_states));
        foreach (var node in _builder.Nodes)
        {
            // What is made for the rows of a branch varies with what they chose.
            if (node.Inputs.Any(varies.Contains) || (node.Type.Rows is { } rows && varies.Contains(_builder.Route(rows.Choice))))
                varies.Add(node);
        }

        var used = new HashSet<Node>();
        var pending = new Stack<Node>(results);
        while (pending.Count > 0)
        {
            var node = pending.Pop();
            if (!varies.Contains(node) || !used.Add(node))
                continue;
            foreach (var input in node.Inputs)
                pending.Push(input);
        }

        return [.. used.Except(_slices).Except(_states).OrderBy(n => n.Id)];
    }

    /// <summary>The step's values at one place.</summary>
    private Dictionary<Node, Node> Copy(Node[] slices, IReadOnlyList<Node> states, int place)
    {
        var map = new Dictionary<Node, Node>();
        for (var i = 0; i < slices.Length; i++)
            map[_slices[i]] = slices[i];
        for (var i = 0; i < states.Count; i++)
            map[_states[i]] = states[i];
        var choices = new RouteImport(_builder);
        foreach (var node in _step)
            map[node] = choices.Add(node.Op, [.. node.Inputs.Select(i => Of(map, i))]);
        foreach (var name in _builder.Names.Where(n => n.Value.Inputs.Length > 0 && map.ContainsKey(n.Value)).ToArray())
            _builder.AddName($"{name.Name} of step {Literals.Print(place)}", map[name.Value]);
        return map;
    }

    private static Node Of(Dictionary<Node, Node> map, Node value) => map.TryGetValue(value, out var mapped) ? mapped : value;

    private Node SliceOf(Node sequence, int place) =>
        _builder.Reshape(_builder.Add(new Slice(0, place, 1), sequence), sequence.Shape.Trailing(sequence.Shape.Rank - 1));

    private Node Whole(Node[] values, Node output, IReadOnlyList<Node> sequences)
    {
        var slice = Array.IndexOf(_slices, output);
        return slice >= 0 ? sequences[slice] : Joining.Stack(_builder, "Scan", 0, values);
    }
}

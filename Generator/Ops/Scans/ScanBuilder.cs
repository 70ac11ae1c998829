using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>Builds scans. A step is built in place, on placeholders; what depends on them becomes the body, and all else that it uses is the same for all
/// steps and computed outside.</summary>
internal static class ScanBuilder
{
    /// <param name="sequences">Values whose first axis has as many places as the form has steps.</param>
    /// <param name="initial">The states before the first step.</param>
    /// <returns>Null if <paramref name="step"/> gave null.</returns>
    /// <exception cref="DefinitionException">The new states do not have the shapes of the old ones, the step needs all rows of the batch at once, or rows
    /// choose in it and it has too many values for that.</exception>
    public static ScanResult? Scan(
        this GraphBuilder builder, ScanForm form, IReadOnlyList<Node> sequences, IReadOnlyList<Node> initial, ScanStep step)
    {
        if (builder.Rows is not null)
            throw new DefinitionException(DiagnosticIds.ChoiceAndScan, "A recurrence", "a branch that only some rows take", "it in front of the choice");
        sequences = [.. sequences.Select(s => Batched(builder, s))];
        initial = [.. initial.Select(s => Batched(builder, s))];
        var scope = builder.Nodes.Count;
        var slices = sequences.Select((s, i) => Placeholder(builder, s.Type with { Shape = s.Shape.Trailing(s.Shape.Rank - 1) }, scope, Ops.Scan.SequenceName(i))).ToArray();
        var states = initial.Select((s, i) => Placeholder(builder, s.Type, scope, Ops.Scan.StateName(i))).ToArray();
        if (step(slices, states) is not { } result)
            return null;
        var outputs = result.Outputs.Select(o => Batched(builder, builder.Number(o))).ToArray();
        var updates = result.States.Select((s, i) => Updated(builder, s, states[i], i)).ToArray();
        if (UnrolledScan.Run(builder, form, sequences, initial, slices, states, new ScanStepResult(outputs, updates)) is { } unrolled)
            return unrolled;
        var body = new ScanBody(builder, slices, states);
        var ids = outputs.Select(o => body.Add(o).Id).ToArray();
        var graph = body.Finish(updates);
        if (graph.Nodes.Any(n => !n.Type.Batched && n.Inputs.Any(i => i.Type.Batched)))
            throw UnrolledScan.StatisticInStep();
        var scan = new Scan(graph, form.Steps, slices.Length, states.Length, form.Reverse)
        {
            TruncateEvery = form.TruncateEvery,
            ResetEvery = form.ResetEvery,
            ResetStates = form.ResetStates,
        };
        var node = builder.Add(scan, [.. sequences, .. initial, .. body.Captures]);
        return new ScanResult(
            [.. outputs.Select((o, i) => Steps(builder, node, o, ids[i], slices, sequences))],
            [.. states.Select((s, i) => builder.Add(new ScanFinal(i, s.Type), node))]);
    }

    /// <summary>The values of the body's node <paramref name="value"/> at all steps.</summary>
    public static Node Steps(this GraphBuilder builder, Node scan, int value)
    {
        var op = (Scan)scan.Op;
        return builder.Add(new ScanSteps(value, Stacked(op.Body.Nodes[value].Type, op.Steps)), scan);
    }

    private static Node Steps(GraphBuilder builder, Node scan, Node output, int id, Node[] slices, IReadOnlyList<Node> sequences)
    {
        var slice = Array.IndexOf(slices, output);
        return slice >= 0 ? sequences[slice] : builder.Steps(scan, id);
    }

    private static TensorType Stacked(TensorType type, int steps) => type with { Shape = type.Shape.Prepend(steps) };

    private static Node Batched(GraphBuilder builder, Node value) => builder.Broadcast(value, value.Type with { Batched = true });

    private static Node Placeholder(GraphBuilder builder, TensorType type, int scope, string name) =>
        builder.Add(new ScanPlaceholder(type, scope, name));

    private static Node Updated(GraphBuilder builder, Node value, Node state, int index)
    {
        if (value.Shape != state.Shape)
            throw new DefinitionException(DiagnosticIds.ScanState, index + 1, value.Shape, state.Shape);
        return Batched(builder, builder.Number(value));
    }
}

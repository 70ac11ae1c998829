using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Emit;

/// <summary>
/// Finds the labels without which a loss or a metric is wrong. A definition may leave rows out, whose labels may then be anything: by <c>Where</c>, by a choice, or a
/// metric by a factor of 0. (A loss is NaN for a label that is no class, and 0 · NaN is NaN.)
/// </summary>
internal sealed class LabelFlow
{
    private readonly bool[] _isNeeded;

    public LabelFlow(Graph graph)
    {
        _isNeeded = Find(graph, ResultRole.Loss, (_, _) => true);
        var inMetrics = Find(graph, ResultRole.Metric, (node, operand) => node.Op is not Multiply || node.Inputs[1 - operand].Op is Constant);
        for (var i = 0; i < _isNeeded.Length; i++)
            _isNeeded[i] |= inMetrics[i];
    }

    /// <summary>Whether a node says that its operand must be a label for all rows.</summary>
    public bool AreNeeded(Node node) => node.Op is IsClass && _isNeeded[node.Id];

    private static bool[] Find(Graph graph, ResultRole role, Func<Node, int, bool> passes)
    {
        var reaches = new bool[graph.Nodes.Length];
        foreach (var result in graph.Results.Where(r => r.Role == role))
            reaches[result.Value.Id] = true;
        for (var id = reaches.Length - 1; id >= 0; id--)
        {
            var node = graph.Nodes[id];
            for (var operand = 0; operand < node.Inputs.Length && reaches[id]; operand++)
                reaches[node.Inputs[operand].Id] |= Passes(node, operand) && passes(node, operand);
        }

        return reaches;
    }

    /// <summary>Whether an operand that is not what it should be always shows in the result.</summary>
    private static bool Passes(Node node, int operand) => node.Op switch
    {
        Where => operand == 0 && node.Inputs[0].Op is IsClass,
        ElementwiseOp or ReductionOp or MovementOp or Reshape => node.Op is not ComparisonOp,
        _ => false,
    };
}

using NetGen.Generator.FrontEnd;
using NetGen.Generator.Graphs;
using NetGen.Generator.Infrastructure;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;

namespace NetGen.Analyzers.CodeFixes.Choices;

/// <summary>
/// Whether a definition with choices by data is the same network as one that computes all branches. Values of a branch stand for those of all rows, so that both
/// definitions have most values in common; what replaces a choice is evaluated beside it on random numbers, the common products being random numbers themselves.
/// </summary>
internal sealed class SameChoice
{
    private readonly IReadOnlyList<Node> _choices;
    private readonly Dictionary<(Op, EquatableArray<int>), int> _known = [];
    private readonly int[] _before, _after;
    private readonly Graph _left, _right;

    private SameChoice(Graph left, Graph right, IReadOnlyList<Node> choices)
    {
        (_left, _right, _choices) = (left, right, choices);
        (_before, _after) = (new int[left.Nodes.Length], new int[right.Nodes.Length]);
    }

    /// <param name="before">The network that computes all branches.</param>
    /// <param name="choices">Its values that were choices.</param>
    /// <param name="after">The network that chooses.</param>
    public static bool Check(NetworkSpec before, IReadOnlyList<Node> choices, NetworkSpec after) =>
        before.Inputs == after.Inputs && before.Metrics == after.Metrics && new HashSet<ParameterSpec>(before.Parameters).SetEquals(after.Parameters)
        && new SameChoice(before.Graph, after.Graph, choices).Check();

    private bool Check()
    {
        // What a branch does to all of its rows at once is another thing for the rows of the batch.
        if (_left.Nodes.Concat(_right.Nodes).Any(node => node.Type.Rows is not null && node.Op is not (Gather or Route or Merge) && !RowWise.Covers(node)))
            return false;
        foreach (var node in _left.Nodes)
            _before[node.Id] = NumberOf(node, _before);
        var common = _known.Count;
        foreach (var node in _right.Nodes)
        {
            _after[node.Id] = NumberOf(node, _after);
            // What is new may be what a choice has become.
            if (_after[node.Id] >= common && node.Type.Rows is null && Replaced(node, common) is { } choice)
                _after[node.Id] = _before[choice.Id];
        }

        return Results(_left, _before).SequenceEqual(Results(_right, _after));
    }

    private Node? Replaced(Node node, int common) => _choices.FirstOrDefault(choice => choice.Type == node.Type && AreEqual(choice, node, common));

    private bool AreEqual(Node choice, Node node, int common)
    {
        var shared = new HashSet<int>(_before.Intersect(_after.Take(node.Id)).Where(number => number < common));
        var left = new OpaqueValues(_left, _before, shared);
        var right = new OpaqueValues(_right, _after, shared);
        return RandomTrials.All(trial => left.Evaluate(choice, trial) is { } expected && right.Evaluate(node, trial) is { } actual
            && expected.Zip(actual, (a, b) => Math.Abs(a - b) <= 1e-9 * Math.Max(1, Math.Abs(a))).All(same => same))
            && right.HasTakenAllBranches;
    }

    /// <summary>The number of a value as if it existed for all rows.</summary>
    private int NumberOf(Node node, int[] numbers)
    {
        if (node.Op is Gather)
            return numbers[node.Inputs[0].Id];
        var op = node.Op is Route route ? route with { Number = 0 } : RowWise.OnRows(node.Op, null);
        var key = (op, node.Inputs.Select(input => numbers[input.Id]).ToEquatableArray());
        if (!_known.TryGetValue(key, out var number))
            _known.Add(key, number = _known.Count);
        return number;
    }

    private static IEnumerable<(ResultRole Role, string Name, int Value)> Results(Graph graph, int[] numbers) =>
        graph.Results.Select(result => (result.Role, result.Name, numbers[result.Value.Id]));
}

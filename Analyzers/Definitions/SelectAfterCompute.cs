using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.FrontEnd;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;

namespace NetGen.Analyzers.Definitions;

/// <summary>
/// NG2005: finds choices between values that are computed for every row although each row keeps one of them: <c>Where</c> by one condition a row, and
/// values multiplied by a gate that is 0 or 1. Only values with a matrix product or convolution of their own count.
/// </summary>
internal static class SelectAfterCompute
{
    public static void Report(ParseResult result, Action<LocatedIssue> report)
    {
        var graph = result.Spec.Graph;
        var users = Users(graph);
        var seen = new HashSet<Location>();
        // What the step of a Scan was traced into is dead here, and rows cannot choose inside a step.
        var live = DeadCode.Live(graph);
        foreach (var node in graph.Nodes.Where(node => live[node.Id]))
        {
            var wasted = Branches(node).Where(branch => HasOwnWork(graph, node, branch)).ToArray();
            if (wasted.Length == 0 || !result.Locations.TryGetValue(Sum(node, users).Id, out var location) || !seen.Add(location))
                continue;
            var names = string.Join(" and ", wasted.Select(branch => Describe(graph, branch)).Distinct());
            report(new LocatedIssue(DiagnosticIds.SelectAfterCompute, location, [node.Op is Where ? "Where" : "This sum", names]));
        }
    }

    /// <summary>The values of which a node keeps one for each row.</summary>
    private static IEnumerable<Node> Branches(Node node) => node.Op switch
    {
        Where when IsPerRow(node.Inputs[0]) => node.Inputs.Skip(1),
        Multiply when IsGate(node.Inputs[0]) => Experts(node.Inputs[1]),
        Multiply when IsGate(node.Inputs[1]) => Experts(node.Inputs[0]),
        _ => [],
    };

    private static IEnumerable<Node> Experts(Node value) => IsForm(value) ? value.Inputs.SelectMany(Experts) : value.Op is Concat ? value.Inputs : [value];

    /// <summary>Whether a condition or gate is one for each row of the batch, whatever it was stretched to.</summary>
    private static bool IsPerRow(Node mask)
    {
        while (IsForm(mask))
            mask = mask.Inputs[0];
        return mask.Type.Batched && mask.Shape.ElementCount == 1;
    }

    /// <summary>Whether a number is 0 or 1 by a condition of its row: (x &gt; 0) as a number, 1 − that, one of the places of a one-hot vector.</summary>
    private static bool IsGate(Node value) => value.Op switch
    {
        _ when IsForm(value) => IsGate(value.Inputs[0]),
        Slice => IsOneHot(value.Inputs[0]),
        ToFloat => IsPerRow(value) && value.Inputs[0].Type.Element == ElementType.Boolean,
        Subtract => value.Inputs[0].Op is Constant { Value: 1 } && IsGate(value.Inputs[1]),
        Multiply => value.Inputs.All(IsGate),
        _ => false,
    };

    private static bool IsOneHot(Node value) =>
        IsForm(value) || value.Op is ToFloat or Slice ? IsOneHot(value.Inputs[0]) : value.Op is Equal && value.Type.Batched && value.Inputs.Any(input => IsIota(input));

    private static bool IsIota(Node value) => value.Op is Iota || (IsForm(value) || value.Op is ToFloat) && IsIota(value.Inputs[0]);

    private static bool IsForm(Node value) => value.Op is Broadcast or Reshape;

    /// <summary>Whether a product is computed for this value only: on the way to nothing else that the network gives.</summary>
    private static bool HasOwnWork(Graph graph, Node choice, Node branch)
    {
        var (own, others) = (new HashSet<Node>(), new HashSet<Node>());
        Collect(branch, own, null);
        if (!own.Any(node => node.Op is KernelOp && node.Type.Batched))
            return false;
        foreach (var result in graph.Results)
            CollectWithout(result.Value, others, choice, branch);
        return own.Any(node => node.Op is KernelOp && node.Type.Batched && !others.Contains(node));
    }

    private static void CollectWithout(Node node, HashSet<Node> found, Node choice, Node branch) => Collect(node, found, (user, input) => user == choice && Leads(input, branch));

    // The value may have been stretched between the choice and the branch.
    private static bool Leads(Node value, Node branch)
    {
        while (value != branch && IsForm(value))
            value = value.Inputs[0];
        return value == branch || value.Op is Concat && value.Inputs.Any(input => Leads(input, branch));
    }

    private static void Collect(Node node, HashSet<Node> found, Func<Node, Node, bool>? isCut)
    {
        var pending = new Stack<Node>([node]);
        while (pending.Count > 0)
        {
            var next = pending.Pop();
            if (!found.Add(next))
                continue;
            foreach (var input in next.Inputs)
            {
                if (isCut is null || !isCut(next, input))
                    pending.Push(input);
            }
        }
    }

    /// <summary>The sum of which a gated value is a term: what the user reads as one choice.</summary>
    private static Node Sum(Node node, Dictionary<Node, List<Node>> users)
    {
        while (node.Op is not Where && users.TryGetValue(node, out var next) && next.Count == 1 && next[0].Op is Add or ReduceSum or Reshape)
            node = next[0];
        return node;
    }

    private static Dictionary<Node, List<Node>> Users(Graph graph)
    {
        var users = new Dictionary<Node, List<Node>>();
        foreach (var node in graph.Nodes)
        {
            foreach (var input in node.Inputs)
            {
                if (!users.TryGetValue(input, out var list))
                    users.Add(input, list = []);
                list.Add(node);
            }
        }

        return users;
    }

    private static string Describe(Graph graph, Node value)
    {
        while (IsForm(value))
            value = value.Inputs[0];
        return graph.Names.FirstOrDefault(name => name.Value == value)?.Name is { } known ? $"'{known}'" : "a value";
    }
}

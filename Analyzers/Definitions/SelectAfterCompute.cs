using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.FrontEnd;
using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;

namespace NetGen.Analyzers.Definitions;

/// <summary>A choice between values that are computed for every row.</summary>
/// <param name="Choice">The value that the user reads as the choice.</param>
/// <param name="Place">What made it.</param>
/// <param name="What">How the choice is made: a function, or a sum.</param>
/// <param name="Wasted">The names of what is computed in vain for some rows.</param>
internal sealed record WastefulChoice(Node Choice, Location Place, string What, string Wasted);

/// <summary>
/// NG2005: finds choices between values that are computed for every row although each row keeps one of them: <c>Where</c> by one condition a row,
/// values multiplied by a gate that is 0 for other rows, and the element of several joined values that a row's number names. Only values with a matrix product or convolution of
/// their own count.
/// </summary>
internal static class SelectAfterCompute
{
    public static void Report(ParseResult result, Action<LocatedIssue> report)
    {
        foreach (var found in Find(result))
            report(new LocatedIssue(DiagnosticIds.SelectAfterCompute, found.Place, [found.What, found.Wasted]));
    }

    public static IEnumerable<WastefulChoice> Find(ParseResult result)
    {
        var graph = result.Spec.Graph;
        if (!graph.Nodes.Any(IsCandidate))
            yield break;
        var users = Users(graph);
        var found = new List<(Node Choice, Location Place, Node Node, Node Wasted)>();
        // What a layer or a clone does inside is its own affair, and reported where it is defined.
        var layers = new HashSet<Location>(result.Calls.Where(call => call.IsLayer).Select(call => call.Site.GetLocation()));
        // What the step of a Scan was traced into is dead here: a choice there would be paid for with the loop.
        var live = DeadCode.Live(graph);
        foreach (var node in graph.Nodes.Where(node => live[node.Id] && IsCandidate(node)))
        {
            var choice = Sum(node, users, result);
            if (result.Locations.TryGetValue(choice.Id, out var place) && !layers.Contains(place))
                found.AddRange(Branches(node).Where(branch => HasOwnWork(graph, node, branch)).Select(branch => (choice, place, node, branch)));
        }

        foreach (var same in found.GroupBy(f => f.Place))
        {
            var first = same.First();
            var what = first.Node.Op is Where ? "Where" : first.Node.Op is Lookup ? "Gather" : "This sum";
            // The last value is the whole, where a loop adds the terms.
            yield return new WastefulChoice(same.Last().Choice, same.Key, what, string.Join(" and ", same.Select(f => Describe(graph, f.Wasted)).Distinct()));
        }
    }

    private static bool IsCandidate(Node node) => node.Op is Where or Multiply or Lookup;

    /// <summary>The values of which a node keeps one for each row.</summary>
    private static IEnumerable<Node> Branches(Node node) => node.Op switch
    {
        Where when Gates.IsPerRow(node.Inputs[0]) => node.Inputs.Skip(1),
        Lookup when Gates.IsPerRow(node.Inputs[0]) && node.Inputs[1].Type.Batched => Joined(node.Inputs[1]),
        Multiply when Gates.IsGate(node.Inputs[0]) => Experts(node.Inputs[1]),
        Multiply when Gates.IsGate(node.Inputs[1]) => Experts(node.Inputs[0]),
        Multiply when Gates.IsOneHot(node.Inputs[0]) => Joined(node.Inputs[1]),
        Multiply when Gates.IsOneHot(node.Inputs[1]) => Joined(node.Inputs[0]),
        _ => [],
    };

    private static IEnumerable<Node> Experts(Node value) => Gates.IsForm(value) ? value.Inputs.SelectMany(Experts) : value.Op is Concat ? value.Inputs : [value];

    private static IEnumerable<Node> Joined(Node value) => Gates.Unformed(value) is { Op: Concat } joined ? joined.Inputs : [];

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
        while (value != branch && Gates.IsForm(value))
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

    /// <summary>The sum of which a gated value is a term: what the user reads as one choice. It stands around the term, or adds up nothing but such terms.</summary>
    private static Node Sum(Node node, Dictionary<Node, List<Node>> users, ParseResult result)
    {
        while (node.Op is not (Where or Lookup) && users.TryGetValue(node, out var next) && next.Count == 1
            && (next[0].Op is ReduceSum or Reshape || next[0].Op is Add && (next[0].Inputs.All(Gates.IsGated) || Stands(node, next[0], result))))
            node = next[0];
        return node;
    }

    private static bool Stands(Node inside, Node around, ParseResult result) =>
        result.Locations.TryGetValue(inside.Id, out var inner) && result.Locations.TryGetValue(around.Id, out var outer)
        && inner.SourceTree == outer.SourceTree && outer.SourceSpan.Contains(inner.SourceSpan);

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
        value = Gates.Unformed(value);
        return graph.Names.FirstOrDefault(name => name.Value == value)?.Name is { } known ? $"'{known}'" : "a value";
    }
}

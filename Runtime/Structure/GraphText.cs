using System.Globalization;

namespace NetGen;

/// <summary>What the table and the pictures say of a node, in the same words.</summary>
internal static class GraphText
{
    /// <summary>The names of the nodes; a name that occurs before gets a number: <c>Tower</c>, <c>Tower (2)</c>.</summary>
    public static string[] DisplayNames(NetworkGraph graph)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. graph.Nodes.Select(node =>
        {
            int occurrence = seen[node.Name] = seen.GetValueOrDefault(node.Name) + 1;
            return occurrence == 1 ? node.Name : string.Create(CultureInfo.InvariantCulture, $"{node.Name} ({occurrence})");
        })];
    }

    /// <summary>The text with a space for each control character, so that it stays on its line.</summary>
    public static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    /// <summary>What the node computes, or its kind where the label says nothing.</summary>
    public static string Operation(GraphNode node) => node.Kind switch
    {
        GraphNodeKind.Layer or GraphNodeKind.Operation when node.Label.Length > 0 => node.Label,
        _ when node.Label.Length > 0 => $"{node.Kind}: {node.Label}",
        _ => node.Kind.ToString(),
    };

    /// <summary>The shapes that go in and the one that comes out: <c>67 → 50</c>.</summary>
    public static string Shapes(NetworkGraph graph, GraphNode node)
    {
        string output = ShapeText.Compact(node.Shape);
        return node.Inputs.Count == 0 || node.Kind == GraphNodeKind.Output
            ? output
            : $"{string.Join(", ", node.Inputs.Select(input => ShapeText.Compact(graph.Nodes[input].Shape)))} → {output}";
    }

    /// <summary><c>1 parameter</c>, <c>3,400 parameters</c>.</summary>
    public static string Parameters(long count) => count == 1 ? "1 parameter" : $"{ShapeText.Count(count)} parameters";

    /// <summary>A shared value in words: <c>computed once, used by 2</c>; empty when it is not shared.</summary>
    public static string ValueNote(NetworkGraph graph, int node) => graph.IsSharedValue(node)
        ? string.Create(CultureInfo.InvariantCulture, $"computed once, used by {graph.Consumers(node).Count}")
        : "";

    /// <summary>The nodes of all branches of an outermost choice, in the order of their first node; those that are computed for all rows come under null. In each, the nodes by
    /// group; those of no group come under the empty name.</summary>
    public static IEnumerable<(int? Choice, IEnumerable<IGrouping<string, int>> Groups)> Groups(NetworkGraph graph) =>
        Enumerable.Range(0, graph.Nodes.Count).GroupBy(graph.OuterChoice)
            .Select(part => (part.Key, part.GroupBy(i => graph.Nodes[i].Group, StringComparer.Ordinal)));

    /// <summary>The title of the box around a choice's branches: <c>alternatives: 2 of 8 branches a row</c>.</summary>
    public static string Alternatives(NetworkGraph graph, int choice) => $"alternatives: {graph.Nodes[choice].Label}";

    /// <summary>The rows that a node is computed for, in words; empty for all.</summary>
    public static string RowsNote(NetworkGraph graph, int node, string[] names) => graph.Nodes[node] is { Choice: { } choice, Branch: { } branch }
        ? string.Create(CultureInfo.InvariantCulture, $"rows of branch {branch} of {names[choice]}")
        : "";

    /// <summary>Shared weights in words, a line each: title, tensors, count and use.</summary>
    public static string[] WeightLines(NetworkGraph graph, SharedWeights shared)
    {
        var parameters = shared.Parameters.Select(i => graph.Parameters[i]).ToArray();
        return
        [
            "shared weights",
            .. parameters.Select(parameter => $"{parameter.Name} {ShapeText.Compact(parameter.Shape)}"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Parameters(parameters.Sum(parameter => (long)parameter.Count))}, applied {shared.Nodes.Count} times"),
        ];
    }
}

using System.Text;
using NetGen.Generator.Ops;

namespace NetGen.Generator.Graphs;

/// <summary>A graph as text that depends on nothing but the graph: a line for each value with its type, named as the user named it or by
/// number, numbers and index ranges in place, and the results with their roles at the end.</summary>
internal static class GraphPrinter
{
    public static string Print(Graph graph)
    {
        var labels = new string[graph.Nodes.Length];
        var lines = new List<(string Left, string Right)>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var next = 0;
        foreach (var node in graph.Nodes)
        {
            if (Inline(node) is { } text)
            {
                labels[node.Id] = text;
                continue;
            }

            labels[node.Id] = SourceLabel(node) ?? UserLabel(graph, node, taken) ?? $"%{next++}";
            taken.Add(labels[node.Id]);
            lines.Add(($"{labels[node.Id]}: {node.Type}", Expression(node, labels) + Body(node)));
        }

        var writer = new StringBuilder();
        foreach (var (left, right) in lines)
            writer.Append(left).Append(" = ").Append(right).Append('\n');
        foreach (var result in graph.Results)
            writer.Append(RoleName(result.Role)).Append(' ').Append(result.Name).Append(" = ").Append(labels[result.Value.Id]).Append('\n');
        return writer.ToString();
    }

    private static string? Inline(Node node) => node.Op switch
    {
        Constant constant => Literals.Print(constant.Value),
        Iota iota => $"0..{Literals.Print(iota.Size)}",
        ReciprocalBatch => "1/B",
        _ => null,
    };

    private static string? SourceLabel(Node node) => node.Op switch
    {
        Input input => input.Name,
        Parameter parameter => parameter.Name,
        _ => null,
    };

    // A name that two values have (a local assigned twice) is numbered from the second on.
    private static string? UserLabel(Graph graph, Node node, HashSet<string> taken)
    {
        var name = graph.Names.FirstOrDefault(n => n.Value == node)?.Name;
        if (name is null || !taken.Contains(name))
            return name;
        var number = 2;
        while (taken.Contains($"{name}#{number}"))
            number++;
        return $"{name}#{number}";
    }

    private static string Expression(Node node, string[] labels) => node.Op switch
    {
        Input => "input",
        Parameter { Kind: ParameterTraining.Frozen } => "frozen parameter",
        Parameter { Kind: ParameterTraining.State } => "state",
        Parameter => "parameter",
        _ when node.Inputs.Length == 0 => node.Op.Print(),
        _ => $"{node.Op.Print()}({string.Join(", ", node.Inputs.Select(i => labels[i.Id]))})",
    };

    /// <summary>The body of a scan, a line for each value, deeper than the scan itself.</summary>
    private static string Body(Node node) =>
        node.Op is Scan scan ? string.Concat(Print(scan.Body).TrimEnd('\n').Split('\n').Select(line => $"\n    {line}")) : "";

    private static string RoleName(ResultRole role) => role switch
    {
        ResultRole.Output => "output",
        ResultRole.Loss => "loss",
        ResultRole.Metric => "metric",
        ResultRole.State => "state",
        ResultRole.Derived => "derived",
        _ => "gradient",
    };
}

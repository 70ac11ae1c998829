using System.Text;

namespace NetGen;

/// <summary>Writes a network as an aligned text table.</summary>
internal static class GraphSummary
{
    private const string Gap = "  ";
    private static readonly string[] Headings = ["Node", "Operation", "Shape", "Parameters", "Sharing"];

    public static string Write(NetworkGraph graph)
    {
        string[] names = GraphText.DisplayNames(graph);
        var rows = new List<string[]> { Headings };
        for (int i = 0; i < graph.Nodes.Count; i++)
            rows.Add(Row(graph, i, names));
        int[] widths = [.. Headings.Select((_, column) => rows.Max(row => row[column].Length))];
        var text = new StringBuilder(GraphText.OneLine(graph.Name)).Append('\n');
        Rule(text, widths);
        for (int i = 0; i < rows.Count; i++)
        {
            Line(text, rows[i], widths);
            if (i == 0)
                Rule(text, widths);
        }

        Rule(text, widths);
        return text.Append(Total(graph)).Append('\n').ToString();
    }

    private static string[] Row(NetworkGraph graph, int index, string[] names)
    {
        var node = graph.Nodes[index];
        long count = graph.ParameterCountOf(index);
        bool counted = graph.SharingWeightsWith(index)[0] == index;
        return
        [
            GraphText.OneLine(names[index]),
            GraphText.OneLine(GraphText.Operation(node)),
            GraphText.Shapes(graph, node),
            count == 0 ? "" : counted ? ShapeText.Count(count) : $"({ShapeText.Count(count)})",
            Sharing(graph, index, names),
        ];
    }

    private static string Sharing(NetworkGraph graph, int index, string[] names)
    {
        var notes = new List<string>();
        if (GraphText.RowsNote(graph, index, names) is { Length: > 0 } rows)
            notes.Add(GraphText.OneLine(rows));
        if (graph.IsSharedValue(index))
            notes.Add($"value computed once for {Join(graph.Consumers(index), names)}");
        var applied = graph.SharingWeightsWith(index);
        if (applied.Count > 1)
            notes.Add($"weights shared with {Join(applied.Where(other => other != index), names)}");
        return string.Join("; ", notes);
    }

    private static string Join(IEnumerable<int> nodes, string[] names) => FamilyNames.Join([.. nodes.Select(node => GraphText.OneLine(names[node]))]);

    private static string Total(NetworkGraph graph)
    {
        string total = $"{GraphText.Parameters(graph.ParameterCount)}, {ShapeText.Count(graph.ParameterCount * sizeof(float))} bytes";
        long frozen = graph.ParameterCount - graph.TrainableCount;
        string trained = frozen == 0 ? "all trained" : $"{ShapeText.Count(graph.TrainableCount)} trained, {ShapeText.Count(frozen)} frozen";
        string shared = SharedWeights.Of(graph).Count == 0 ? "" : "; in parentheses: counted already";
        return $"{total}, {trained}{shared}";
    }

    private static void Line(StringBuilder text, string[] cells, int[] widths)
    {
        var line = new StringBuilder();
        for (int column = 0; column < cells.Length; column++)
        {
            string cell = column == 3 ? cells[column].PadLeft(widths[column]) : cells[column].PadRight(widths[column]);
            line.Append(column == 0 ? "" : Gap).Append(cell);
        }

        text.Append(line.ToString().TrimEnd()).Append('\n');
    }

    private static void Rule(StringBuilder text, int[] widths) =>
        text.Append('─', widths.Sum() + (Gap.Length * (widths.Length - 1))).Append('\n');
}

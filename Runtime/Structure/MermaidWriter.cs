using System.Globalization;
using System.Text;

namespace NetGen;

/// <summary>Writes a network as a Mermaid flowchart. Nodes have neutral identifiers; user text stands in quoted labels only.</summary>
internal static class MermaidWriter
{
    private const string Styles = """
          classDef input fill:#d9ecff,stroke:#5b6770,color:#111
          classDef target fill:#eceff1,stroke:#5b6770,color:#111
          classDef layer fill:#fff,stroke:#5b6770,color:#111
          classDef shared fill:#fff,stroke:#1b6ec2,stroke-width:3px,color:#111
          classDef output fill:#d7f2dd,stroke:#5b6770,color:#111
          classDef loss fill:#fde0dc,stroke:#5b6770,color:#111
          classDef metric fill:#ede4f7,stroke:#5b6770,color:#111
          classDef choice fill:#ffe8cc,stroke:#b35900,color:#111
          classDef weights fill:#fff3cd,stroke:#5b6770,color:#111

        """;

    public static string Write(NetworkGraph graph)
    {
        var text = new StringBuilder("flowchart TB\n");
        WriteNodes(text, graph);
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            string arrow = graph.Nodes[i].Kind is GraphNodeKind.Loss or GraphNodeKind.Metric ? "-.->" : "-->";
            foreach (int input in graph.Nodes[i].Inputs)
                text.Append(CultureInfo.InvariantCulture, $"  n{input} {arrow}|\"{ShapeText.Compact(graph.Nodes[input].Shape)}\"| n{i}\n");
            if (graph.Entrance(i) is { } choice)
                text.Append(CultureInfo.InvariantCulture, $"  n{choice} -.->|\"{graph.Nodes[i].Branch}\"| n{i}\n");
        }

        WriteSharedWeights(text, graph);
        return text.Append(Styles.ReplaceLineEndings("\n")).ToString();
    }

    private static void WriteNodes(StringBuilder text, NetworkGraph graph)
    {
        string[] names = GraphText.DisplayNames(graph);
        int box = 0;
        foreach (var (choice, groups) in GraphText.Groups(graph))
        {
            string indent = choice is null ? "  " : "    ";
            if (choice is { } at)
                text.Append(CultureInfo.InvariantCulture, $"  subgraph g{box++}[\"{Escape(GraphText.Alternatives(graph, at))}\"]\n");
            foreach (var group in groups)
            {
                if (group.Key.Length > 0)
                    text.Append(CultureInfo.InvariantCulture, $"{indent}subgraph g{box++}[\"{Escape(group.Key)}\"]\n");
                foreach (int i in group)
                    text.Append(CultureInfo.InvariantCulture, $"{indent}{(group.Key.Length > 0 ? "  " : "")}{Node(graph, i, names[i])}\n");
                if (group.Key.Length > 0)
                    text.Append(CultureInfo.InvariantCulture, $"{indent}end\n");
            }

            if (choice is not null)
                text.Append("  end\n");
        }
    }

    private static string Node(NetworkGraph graph, int index, string name)
    {
        var node = graph.Nodes[index];
        long count = graph.ParameterCountOf(index);
        string[] lines =
        [
            name,
            GraphText.Operation(node),
            GraphText.Shapes(graph, node) + (count == 0 ? "" : $" · {GraphText.Parameters(count)}"),
            GraphText.ValueNote(graph, index),
        ];
        string label = string.Join("<br/>", lines.Where(line => line.Length > 0).Select(Escape));
        bool computed = node.Kind is GraphNodeKind.Layer or GraphNodeKind.Operation;
        var (open, close) = computed ? ("[", "]") : node.Kind == GraphNodeKind.Choice ? ("{", "}") : ("([", "])");
        string style = graph.IsSharedValue(index) ? "shared" : computed ? "layer" : node.Kind.ToString().ToLowerInvariant();
        return string.Create(CultureInfo.InvariantCulture, $"n{index}{open}\"{label}\"{close}:::{style}");
    }

    private static void WriteSharedWeights(StringBuilder text, NetworkGraph graph)
    {
        var all = SharedWeights.Of(graph);
        for (int w = 0; w < all.Count; w++)
        {
            string label = string.Join("<br/>", GraphText.WeightLines(graph, all[w]).Select(Escape));
            text.Append(CultureInfo.InvariantCulture, $"  w{w}[(\"{label}\")]:::weights\n");
            foreach (int node in all[w].Nodes)
                text.Append(CultureInfo.InvariantCulture, $"  w{w} -.- n{node}\n");
        }
    }

    /// <summary>Text inside a quoted label: what Mermaid, Markdown or HTML might read as more than text becomes a character code.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            bool plain = !rune.IsAscii || Rune.IsLetterOrDigit(rune) || " .,:()+-/=".Contains((char)rune.Value);
            _ = Rune.IsControl(rune) ? escaped.Append(' ')
                : plain ? escaped.Append(rune.ToString())
                : escaped.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
        }

        // At the start of a line Markdown would make a list of it: "- x", "+ x", "1. x".
        int mark = escaped.ToString().AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (mark >= 0 && mark + 1 < escaped.Length && escaped[mark + 1] == ' ' && "-+.".Contains(escaped[mark]))
            escaped.Replace(escaped[mark].ToString(), string.Create(CultureInfo.InvariantCulture, $"#{(int)escaped[mark]};"), mark, 1);
        return escaped.ToString();
    }
}

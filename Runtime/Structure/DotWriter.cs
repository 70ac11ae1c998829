using System.Globalization;
using System.Text;

namespace NetGen;

/// <summary>Writes a network in the language of Graphviz. Nodes have neutral identifiers; user text stands in labels only.</summary>
internal static class DotWriter
{
    public static string Write(NetworkGraph graph)
    {
        var text = new StringBuilder();
        text.Append("digraph {\n");
        text.Append(CultureInfo.InvariantCulture, $"  label=<{Bold(graph.Name)}<BR/>{Small(GraphText.Parameters(graph.ParameterCount))}>;\n");
        text.Append("  labelloc=t; rankdir=TB; nodesep=0.4; ranksep=0.45; fontname=\"Helvetica\";\n");
        text.Append("  node [shape=box, style=\"rounded,filled\", fillcolor=white, color=\"#5b6770\", fontname=\"Helvetica\", fontsize=12];\n");
        text.Append("  edge [color=\"#5b6770\", fontname=\"Helvetica\", fontsize=9, fontcolor=\"#5b6770\", arrowsize=0.7];\n");
        WriteNodes(text, graph);
        WriteEdges(text, graph);
        WriteSharedWeights(text, graph);
        return text.Append("}\n").ToString();
    }

    private static void WriteNodes(StringBuilder text, NetworkGraph graph)
    {
        string[] names = GraphText.DisplayNames(graph);
        int cluster = 0;
        foreach (var (choice, groups) in GraphText.Groups(graph))
        {
            string indent = choice is null ? "  " : "    ";
            if (choice is { } at)
                Open(text, "  ", cluster++, GraphText.Alternatives(graph, at), "rounded,filled\"; fillcolor=\"#f6f8fa");
            foreach (var group in groups)
            {
                if (group.Key.Length > 0)
                    Open(text, indent, cluster++, group.Key, "rounded,dashed");
                foreach (int i in group)
                    text.Append(CultureInfo.InvariantCulture, $"{indent}{(group.Key.Length > 0 ? "  " : "")}n{i} [label=<{Label(graph, i, names[i])}>{Style(graph, i)}];\n");
                if (group.Key.Length > 0)
                    text.Append(CultureInfo.InvariantCulture, $"{indent}}}\n");
            }

            if (choice is not null)
                text.Append("  }\n");
        }
    }

    private static void Open(StringBuilder text, string indent, int cluster, string label, string style)
    {
        text.Append(CultureInfo.InvariantCulture, $"{indent}subgraph cluster_{cluster} {{\n");
        text.Append(CultureInfo.InvariantCulture, $"{indent}  label=<{Escape(label)}>; labeljust=l; fontsize=11; style=\"{style}\"; color=\"#9aa5ad\";\n");
    }

    private static void WriteEdges(StringBuilder text, NetworkGraph graph)
    {
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            foreach (int input in graph.Nodes[i].Inputs)
            {
                string shape = ShapeText.Compact(graph.Nodes[input].Shape);
                text.Append(CultureInfo.InvariantCulture, $"  n{input} -> n{i} [label=\" {shape}\"{EdgeStyle(graph.Nodes[i])}];\n");
            }

            if (graph.Entrance(i) is { } choice)
                text.Append(CultureInfo.InvariantCulture, $"  n{choice} -> n{i} [label=\" {graph.Nodes[i].Branch}\", style=dashed, color=\"#b35900\", fontcolor=\"#b35900\"];\n");
        }
    }

    private static void WriteSharedWeights(StringBuilder text, NetworkGraph graph)
    {
        var all = SharedWeights.Of(graph);
        for (int w = 0; w < all.Count; w++)
        {
            string label = string.Join("<BR/>", GraphText.WeightLines(graph, all[w]).Select(Escape));
            text.Append(CultureInfo.InvariantCulture, $"  w{w} [shape=cylinder, style=filled, fillcolor=\"#fff3cd\", fontsize=10, label=<{label}>];\n");
            foreach (int node in all[w].Nodes)
                text.Append(CultureInfo.InvariantCulture, $"  w{w} -> n{node} [style=dotted, penwidth=1.5, arrowhead=none];\n");
        }
    }

    private static string Label(NetworkGraph graph, int index, string name)
    {
        var node = graph.Nodes[index];
        long count = graph.ParameterCountOf(index);
        string[] lines =
        [
            Bold(name),
            Escape(GraphText.Operation(node)),
            Small(GraphText.Shapes(graph, node) + (count == 0 ? "" : $" · {GraphText.Parameters(count)}")),
            Small(GraphText.ValueNote(graph, index)),
        ];
        return string.Join("<BR/>", lines.Where(line => line.Length > 0));
    }

    private static string Style(NetworkGraph graph, int index) => graph.Nodes[index].Kind switch
    {
        GraphNodeKind.Input => ", fillcolor=\"#d9ecff\"",
        GraphNodeKind.Choice => ", shape=diamond, style=filled, fillcolor=\"#ffe8cc\", margin=0",
        GraphNodeKind.Target => ", fillcolor=\"#eceff1\"",
        GraphNodeKind.Output => ", fillcolor=\"#d7f2dd\"",
        GraphNodeKind.Loss => ", fillcolor=\"#fde0dc\"",
        GraphNodeKind.Metric => ", fillcolor=\"#ede4f7\"",
        _ when graph.IsSharedValue(index) => ", penwidth=2.5, color=\"#1b6ec2\"",
        _ => "",
    };

    private static string EdgeStyle(GraphNode consumer) =>
        consumer.Kind is GraphNodeKind.Loss or GraphNodeKind.Metric ? ", style=dashed" : "";

    private static string Bold(string text) => text.Length == 0 ? "" : $"<B>{Escape(text)}</B>";

    private static string Small(string text) => text.Length == 0 ? "" : $"<FONT POINT-SIZE=\"10\">{Escape(text)}</FONT>";

    /// <summary>Text inside a label that Graphviz reads as XML.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                _ when Rune.IsControl(rune) => escaped.Append(' '),
                // The two code points at the end of the basic plane that XML forbids.
                0xFFFE or 0xFFFF => escaped.Append('\uFFFD'),
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }
}

using System.Globalization;
using System.Text;

namespace NetGen.Sample.Plotting;

/// <summary>One line of a learning curve.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Values">The value after each epoch, the first after epoch 1; one that is not finite leaves a gap.</param>
internal sealed record Series(string Name, IReadOnlyList<double> Values);

/// <summary>Draws how losses and metrics went, epoch by epoch, as an SVG picture.</summary>
internal static class LearningCurve
{
    private const int Width = 760, Height = 440;
    private const int Left = 72, Right = 24, Top = 56, Bottom = 56;
    private static readonly string[] Colours = ["#1b6ec2", "#d1495b", "#2a9d5c", "#b8860b", "#7b4fa6", "#457b8a"];

    /// <summary>Writes the picture.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="title">What stands above the chart.</param>
    /// <param name="yLabel">What the values are.</param>
    /// <param name="series">The lines.</param>
    /// <param name="bestEpoch">The epoch, counted from 1, that early stopping went back to; null for none.</param>
    public static void Save(string path, string title, string yLabel, IReadOnlyList<Series> series, int? bestEpoch = null) =>
        File.WriteAllText(path, ToSvg(title, yLabel, series, bestEpoch));

    /// <summary>The picture as text. The same in every culture.</summary>
    public static string ToSvg(string title, string yLabel, IReadOnlyList<Series> series, int? bestEpoch = null)
    {
        int epochs = Math.Max(2, series.Select(each => each.Values.Count).DefaultIfEmpty().Max());
        var x = new Axis([1, epochs], Left, Width - Right, 10, whole: true);
        var y = new Axis(series.SelectMany(each => each.Values), Height - Bottom, Top, 7);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}" """);
        svg.Append("""font-family="Helvetica, Arial, sans-serif" font-size="12" fill="#333">""").Append('\n');
        svg.Append(CultureInfo.InvariantCulture, $"""<rect width="{Width}" height="{Height}" fill="#fff"/>""").Append('\n');
        Text(svg, Left, 24, title, """font-size="16" font-weight="bold" fill="#111" """);
        WriteAxes(svg, x, y, yLabel);
        if (bestEpoch is { } best)
            WriteBest(svg, x.At(best), best);
        for (int i = 0; i < series.Count; i++)
            WriteLine(svg, x, y, series[i].Values, Colours[i % Colours.Length]);
        WriteLegend(svg, series);
        return svg.Append("</svg>\n").ToString();
    }

    private static void WriteAxes(StringBuilder svg, Axis x, Axis y, string yLabel)
    {
        foreach (double tick in y.Ticks)
        {
            Line(svg, Left, y.At(tick), Width - Right, y.At(tick), "stroke=\"#e3e7ea\"");
            Text(svg, Left - 8, y.At(tick) + 4, y.Text(tick), "text-anchor=\"end\"");
        }

        foreach (double tick in x.Ticks.Where(tick => tick >= 1))
        {
            Line(svg, x.At(tick), Height - Bottom, x.At(tick), Height - Bottom + 5, "stroke=\"#5b6770\"");
            Text(svg, x.At(tick), Height - Bottom + 19, x.Text(tick), "text-anchor=\"middle\"");
        }

        Line(svg, Left, Height - Bottom, Width - Right, Height - Bottom, "stroke=\"#5b6770\"");
        Text(svg, (Left + Width - Right) / 2.0, Height - 14, "epoch", "text-anchor=\"middle\"");
        double middle = (Top + Height - Bottom) / 2.0;
        Text(svg, 18, middle, yLabel, string.Create(CultureInfo.InvariantCulture, $"text-anchor=\"middle\" transform=\"rotate(-90 18 {middle:0.#})\""));
    }

    private static void WriteBest(StringBuilder svg, double x, int epoch)
    {
        Line(svg, x, Top, x, Height - Bottom, "stroke=\"#5b6770\" stroke-dasharray=\"5 4\"");
        bool right = x > Width * 0.75;
        string anchor = right ? "end" : "start";
        Text(svg, x + (right ? -6 : 6), Top + 12, string.Create(CultureInfo.InvariantCulture, $"best: epoch {epoch}"), $"text-anchor=\"{anchor}\" fill=\"#5b6770\"");
    }

    private static void WriteLine(StringBuilder svg, Axis x, Axis y, IReadOnlyList<double> values, string colour)
    {
        var path = new StringBuilder();
        bool drawing = false;
        for (int i = 0; i < values.Count; i++)
        {
            if (double.IsFinite(values[i]))
                path.Append(CultureInfo.InvariantCulture, $"{(drawing ? 'L' : 'M')}{x.At(i + 1):0.##} {y.At(values[i]):0.##}{(drawing ? "" : "h0")}");
            drawing = double.IsFinite(values[i]);
        }

        // A step of length 0 and round caps make a single epoch between two gaps a dot.
        svg.Append(CultureInfo.InvariantCulture, $"""<path d="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-linejoin="round" stroke-linecap="round"/>""");
        svg.Append('\n');
    }

    private static void WriteLegend(StringBuilder svg, IReadOnlyList<Series> series)
    {
        double x = Left;
        for (int i = 0; i < series.Count; i++)
        {
            string colour = Colours[i % Colours.Length];
            Line(svg, x, 42, x + 20, 42, $"stroke=\"{colour}\" stroke-width=\"3\" stroke-linecap=\"round\"");
            Text(svg, x + 27, 46, series[i].Name, "");
            x += 27 + (series[i].Name.Length * 6.6) + 24;
        }
    }

    private static void Line(StringBuilder svg, double x1, double y1, double x2, double y2, string style) =>
        svg.Append(CultureInfo.InvariantCulture, $"""<line x1="{x1:0.##}" y1="{y1:0.##}" x2="{x2:0.##}" y2="{y2:0.##}" {style}/>""").Append('\n');

    private static void Text(StringBuilder svg, double x, double y, string text, string style) =>
        svg.Append(CultureInfo.InvariantCulture, $"""<text x="{x:0.##}" y="{y:0.##}" {style}>{Escape(text)}</text>""").Append('\n');

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
                0xFFFE or 0xFFFF => escaped.Append('\uFFFD'),
                _ when Rune.IsControl(rune) => escaped.Append(' '),
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }
}

using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.Tests.Harness;

/// <summary>A source with its markup taken out: <c>[|…|]</c> marks a span for the test's default diagnostic, <c>{|NG1001:…|}</c> for an id,
/// <c>{|#0:…|}</c> as a numbered location for <see cref="DiagnosticResult.WithLocation(int)"/>. Spans may nest.</summary>
internal sealed record Markup(string Text, IReadOnlyList<(string? Id, TextSpan Span)> Spans, IReadOnlyDictionary<int, TextSpan> Locations)
{
    public static Markup Parse(string source)
    {
        var text = new StringBuilder(source.Length);
        var open = new Stack<(string? Id, char Close, int Start)>();
        var spans = new List<(string?, TextSpan)>();
        var locations = new Dictionary<int, TextSpan>();
        for (var i = 0; i < source.Length;)
        {
            var pair = i + 1 < source.Length ? source.Substring(i, 2) : "";
            if (pair == "[|")
            {
                open.Push((null, ']', text.Length));
                i += 2;
            }
            else if (pair == "{|" && source.IndexOf(':', i) is var colon and > 0)
            {
                open.Push((source[(i + 2)..colon], '}', text.Length));
                i = colon + 1;
            }
            else if (open.Count > 0 && pair == $"|{open.Peek().Close}")
            {
                var (id, _, start) = open.Pop();
                var span = TextSpan.FromBounds(start, text.Length);
                if (id is ['#', .. var number])
                    locations.Add(int.Parse(number, System.Globalization.CultureInfo.InvariantCulture), span);
                else
                    spans.Add((id, span));
                i += 2;
            }
            else
            {
                text.Append(source[i++]);
            }
        }

        Assert.True(open.Count == 0, $"The markup opens {open.Count} spans that it does not close.");
        return new Markup(text.ToString(), spans, locations);
    }
}

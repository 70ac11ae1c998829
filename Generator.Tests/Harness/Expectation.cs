using System.Text;
using Microsoft.CodeAnalysis;

namespace NetGen.Tests.Harness;

/// <summary>A test state with the markup read: plain sources and all expected diagnostics.</summary>
internal sealed record Expectation(IReadOnlyList<(string FileName, string Content)> Sources, IReadOnlyList<DiagnosticResult> Diagnostics)
{
    /// <param name="state">The state with markup.</param>
    /// <param name="defaultId">The id that <c>[|…|]</c> stands for.</param>
    public static Expectation Read(TestState state, string? defaultId = null)
    {
        var sources = new List<(string, string)>();
        var expected = new List<DiagnosticResult>();
        var locations = new Dictionary<int, (string Path, Microsoft.CodeAnalysis.Text.TextSpan Span)>();
        foreach (var (path, content) in state.Sources)
        {
            var markup = Markup.Parse(content);
            sources.Add((path, markup.Text));
            foreach (var (key, span) in markup.Locations)
                locations.Add(key, (path, span));
            foreach (var (id, span) in markup.Spans)
                expected.Add(new DiagnosticResult(id ?? defaultId ?? throw new InvalidOperationException("[|…|] needs an analyzer with one diagnostic; write {|id:…|}.")) { Path = path, Span = span });
        }

        foreach (var result in state.ExpectedDiagnostics)
            expected.Add(result.MarkupKey is { } key ? result with { Path = locations[key].Path, Span = locations[key].Span } : result);
        return new Expectation(sources, expected);
    }

    /// <summary>Fails unless <paramref name="actual"/> are the expected diagnostics, each once.</summary>
    public void Verify(IEnumerable<Diagnostic> actual, string context)
    {
        var missing = Diagnostics.ToList();
        var unexpected = new List<Diagnostic>();
        foreach (var diagnostic in actual)
        {
            var index = missing.FindIndex(expected => expected.Matches(diagnostic));
            if (index < 0)
                unexpected.Add(diagnostic);
            else
                missing.RemoveAt(index);
        }

        if (missing.Count + unexpected.Count > 0)
            Assert.Fail(Describe(missing, unexpected, context));
    }

    private static string Describe(List<DiagnosticResult> missing, List<Diagnostic> unexpected, string context)
    {
        var message = new StringBuilder($"{context}: {missing.Count} expected diagnostics are missing, {unexpected.Count} are unexpected.\n");
        foreach (var result in missing)
            message.Append($"  missing: {result}\n");
        foreach (var diagnostic in unexpected.Take(20))
        {
            message.Append($"  unexpected: {diagnostic} span {diagnostic.Location.SourceSpan}\n");
            if (diagnostic.Location.SourceTree?.GetText() is { } text)
                message.Append($"    | {text.Lines.GetLineFromPosition(diagnostic.Location.SourceSpan.Start)}\n");
        }

        return message.ToString();
    }
}

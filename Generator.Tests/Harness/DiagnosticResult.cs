using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.Tests.Harness;

/// <summary>An expected diagnostic. What is not said is not checked.</summary>
internal sealed record DiagnosticResult(string Id, DiagnosticSeverity? Severity = null)
{
    public string? Path { get; init; }

    public TextSpan? Span { get; init; }

    public LinePositionSpan? Lines { get; init; }

    public int? MarkupKey { get; init; }

    public object[]? Arguments { get; init; }

    public string? Message { get; init; }

    public static DiagnosticResult CompilerError(string id) => new(id, DiagnosticSeverity.Error);

    public static DiagnosticResult CompilerWarning(string id) => new(id, DiagnosticSeverity.Warning);

    /// <summary>At the span marked <c>{|#key:…|}</c>.</summary>
    public DiagnosticResult WithLocation(int markupKey) => this with { MarkupKey = markupKey };

    /// <summary>Lines and columns count from 1.</summary>
    public DiagnosticResult WithSpan(int startLine, int startColumn, int endLine, int endColumn) =>
        this with { Lines = new(new(startLine - 1, startColumn - 1), new(endLine - 1, endColumn - 1)) };

    public DiagnosticResult WithArguments(params object[] arguments) => this with { Arguments = arguments };

    public DiagnosticResult WithMessage(string message) => this with { Message = message };

    public bool Matches(Diagnostic actual)
    {
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        return actual.Id == Id
            && (Severity is null || actual.Severity == Severity)
            && (Path is null || actual.Location.SourceTree?.FilePath == Path)
            && (Span is null || actual.Location.SourceSpan == Span)
            && (Lines is null || actual.Location.GetLineSpan().Span == Lines)
            && (Message is null || actual.GetMessage(invariant) == Message)
            && (Arguments is null || actual.GetMessage(invariant) == string.Format(invariant, actual.Descriptor.MessageFormat.ToString(invariant), Arguments));
    }

    public override string ToString() =>
        $"{Severity} {Id} {Path}{(Span is null ? "" : $" {Span}")}{(Lines is null ? "" : $" ({Lines})")}"
        + $"{(Arguments is null ? "" : $" arguments: {string.Join(", ", Arguments)}")}{(Message is null ? "" : $" message: {Message}")}";
}

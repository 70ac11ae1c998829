using System.Text.Json;

namespace NetGen.Benchmarks.Shell;

/// <summary>A file of JSON objects, one a line, with names in snake_case.</summary>
internal sealed class JsonLines : IDisposable
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly StreamWriter? _writer;

    /// <summary>Opens the file, replacing what was there; with null nothing is written.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public JsonLines(string? path)
    {
        try
        {
            _writer = path is null ? null : new StreamWriter(path) { NewLine = "\n" };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"--json {path}: the file cannot be written: {e.Message}");
        }
    }

    /// <summary>The line of a value, without the line break.</summary>
    public static string Line<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Writes a line.</summary>
    public void Write<T>(T value)
    {
        _writer?.WriteLine(Line(value));
        _writer?.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer?.Dispose();
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetGen.Benchmarks.Shell;

/// <summary>A file of JSON objects, one a line, as a context that the compiler wrote says: reflection would be lost where applications are compiled ahead of time.</summary>
internal sealed class JsonLines : IDisposable
{
    private readonly JsonSerializerContext _context;
    private readonly StreamWriter? _writer;

    /// <summary>Opens the file, replacing what was there; with null nothing is written.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public JsonLines(string? path, JsonSerializerContext context)
    {
        _context = context;
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
    public static string Line<T>(T value, JsonSerializerContext context) => JsonSerializer.Serialize(value, typeof(T), context);

    /// <summary>Writes a line.</summary>
    public void Write<T>(T value)
    {
        _writer?.WriteLine(Line(value, _context));
        _writer?.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _writer?.Dispose();
}

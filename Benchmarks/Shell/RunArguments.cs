using System.Globalization;

namespace NetGen.Benchmarks.Shell;

/// <summary>What a measuring command is asked for.</summary>
internal sealed record RunArguments
{
    private const int MostRounds = 1000;

    private static readonly string[] Names = ["--filter", "--threads", "--json", "--rounds"];

    /// <summary>Which measurements to make.</summary>
    public Filter Filter { get; init; } = Filter.Everything;

    /// <summary>The number of threads that work may be split over.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The file to write the results to, one JSON object a line; null for none.</summary>
    public string? Json { get; init; }

    /// <summary>How often everything is measured, in turn.</summary>
    public int Rounds { get; init; } = 9;

    /// <summary>Reads <c>--name value</c> pairs.</summary>
    /// <exception cref="UsageException">An option is unknown, is given twice, or has no value or a bad one.</exception>
    public static RunArguments Parse(ReadOnlySpan<string> arguments)
    {
        var result = new RunArguments();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var name = arguments[i];
            if (!Names.Contains(name))
                throw new UsageException($"'{name}' is not an option. There are {string.Join(", ", Names)}, each followed by its value.");
            if (i + 1 == arguments.Length || arguments[i + 1].StartsWith("--", StringComparison.Ordinal))
                throw new UsageException($"'{name}' needs a value.");
            if (!seen.Add(name))
                throw new UsageException($"'{name}' is given twice.");
            result = result.With(name, arguments[i + 1]);
        }

        return result;
    }

    private RunArguments With(string name, string value) => name switch
    {
        "--filter" => this with { Filter = new Filter(value) },
        "--threads" => this with { Threads = Integer(name, value, Environment.ProcessorCount) },
        "--json" => this with { Json = value },
        _ => this with { Rounds = Integer(name, value, MostRounds) },
    };

    private static int Integer(string name, string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1 && value <= most
            ? value
            : throw new UsageException($"{name} {text}: a whole number from 1 to {most.ToString(CultureInfo.InvariantCulture)} is needed.");
}

using System.Text.Json.Serialization;

namespace NetGen.Benchmarks.Costs;

/// <summary>A line of the results of <c>forkjoin</c>.</summary>
/// <param name="IdleMicroseconds">The time between two runs.</param>
/// <param name="Operations">The floating-point operations that the runs pretend to have.</param>
/// <param name="Threads">The most threads of a run.</param>
/// <param name="MedianMicroseconds">The time of an empty run.</param>
/// <param name="P10">The microseconds that a tenth of the runs stays below.</param>
/// <param name="P90">The microseconds that nine tenths stay below.</param>
/// <param name="Shared">The share of the runs that more than one thread worked on.</param>
internal sealed record ForkJoinLine(
    [property: JsonPropertyName("idle_us")] int IdleMicroseconds,
    double Operations,
    int Threads,
    [property: JsonPropertyName("median_us")] double MedianMicroseconds,
    double P10,
    double P90,
    double Shared);

/// <summary>How it is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ForkJoinLine))]
internal sealed partial class ForkJoinJson : JsonSerializerContext;

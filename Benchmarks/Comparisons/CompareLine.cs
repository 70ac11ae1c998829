using System.Text.Json.Serialization;

namespace NetGen.Benchmarks.Comparisons;

/// <summary>A line of the results of <c>compare</c>: one contender in one comparison.</summary>
/// <param name="Item">The comparison's name.</param>
/// <param name="Contender">Who computed.</param>
/// <param name="Threads">The most threads of a call.</param>
/// <param name="MedianMicroseconds">The time of a call.</param>
/// <param name="P10">The microseconds that a tenth of the samples stays below.</param>
/// <param name="P90">The microseconds that nine tenths stay below.</param>
/// <param name="Gflops">Operations that the mathematics needs, in thousand millions a second; null where they are not counted.</param>
/// <param name="PercentOfPeak">The same in percent of the peak of fused multiply-adds on as many threads, measured in the same run.</param>
/// <param name="NanosecondsPerElement">The time for each element; null where elements are not counted.</param>
/// <param name="GigabytesPerSecond">The bytes that must be read and written, in thousand millions a second.</param>
/// <param name="Ratio">How many times as long this contender takes as this library: above 1 where this library is faster.</param>
internal sealed record CompareLine(
    string Item,
    string Contender,
    int Threads,
    [property: JsonPropertyName("median_us")] double MedianMicroseconds,
    double P10,
    double P90,
    double? Gflops,
    double? PercentOfPeak,
    [property: JsonPropertyName("ns_per_element")] double? NanosecondsPerElement,
    [property: JsonPropertyName("gb_per_s")] double GigabytesPerSecond,
    double Ratio);

/// <summary>How it is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CompareLine))]
internal sealed partial class CompareJson : JsonSerializerContext;

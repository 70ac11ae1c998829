using System.Text.Json.Serialization;

namespace NetGen.Benchmarks.Networks;

/// <summary>A line of the results of <c>network</c>.</summary>
/// <param name="Workload">The workload's name.</param>
/// <param name="Phase"><c>predict</c> or <c>step</c>.</param>
/// <param name="Batch">Rows of a call.</param>
/// <param name="Threads">The most threads of a call.</param>
/// <param name="MedianMicroseconds">The time of a call.</param>
/// <param name="P10">The microseconds that a tenth of the samples stays below.</param>
/// <param name="P90">The microseconds that nine tenths stay below.</param>
/// <param name="AllocatedBytes">Bytes of managed memory that a call allocates, rounded up.</param>
/// <param name="Gflops">Operations that the mathematics needs, in thousand millions a second.</param>
/// <param name="PercentOfPeak">The same in percent of the peak of fused multiply-adds on as many threads, measured in the same run.</param>
internal sealed record NetworkLine(
    string Workload,
    string Phase,
    int Batch,
    int Threads,
    [property: JsonPropertyName("median_us")] double MedianMicroseconds,
    double P10,
    double P90,
    long AllocatedBytes,
    double Gflops,
    double PercentOfPeak);

/// <summary>How it is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(NetworkLine))]
internal sealed partial class NetworkJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace NetGen.Benchmarks.Costs;

/// <summary>A line of the results of <c>startup</c>: one process.</summary>
/// <param name="MainMs">Milliseconds from the start of the process to its first statement.</param>
/// <param name="PredictMs">Milliseconds from the start of the process to the end of the first prediction.</param>
/// <param name="StepMs">Milliseconds that the first training step takes, with the making of its trainer.</param>
/// <param name="SecondPredictUs">Microseconds of the second prediction.</param>
internal sealed record StartUpLine(double MainMs, double PredictMs, double StepMs, double SecondPredictUs);

/// <summary>How it is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StartUpLine))]
internal sealed partial class StartUpJson : JsonSerializerContext;

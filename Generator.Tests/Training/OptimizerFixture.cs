using System.Text.Json;
using System.Text.Json.Nodes;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Training;

/// <summary>What PyTorch computed; made by Fixtures/optimizers/make_fixtures.py.</summary>
internal static class OptimizerFixture
{
    public static JsonNode Root { get; } = JsonNode.Parse(RepositoryRoot.Read("Generator.Tests/Fixtures/optimizers/optimizers.json"))!;

    public static JsonNode Case(string name) => Root["cases"]!.AsArray().Single(node => (string?)node!["name"] == name)!;

    public static float[] Floats(JsonNode? node) => node.Deserialize<float[]>()!;

    public static double[] Doubles(JsonNode? node) => node.Deserialize<double[]>()!;
}

using NetGen.Generator.Graphs;
using NetGen.Generator.Passes;
using NetGen.Generator.Reference;

namespace NetGen.Tests.Ops;

public sealed class NoiseLayerTests
{
    private const int Batch = 20_000;

    public static TheoryData<string, string, float> Layers => new()
    {
        { "Dropout", "rate", 0.3f },
        { "GaussianNoise", "deviation", 0.5f },
        { "GaussianDropout", "rate", 0.3f },
        { "AlphaDropout", "rate", 0.3f },
        { "SpatialDropout", "rate", 0.3f },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void Layer_InPrediction_IsItsInput(string layer, string argument, float value)
    {
        var graph = Simplify.Run(Inference.Run(Graph(layer, argument, value)));
        Assert.Equal("x: f32[B, 3] = input\noutput y = x\n", GraphPrinter.Print(graph));
    }

    // Variances of what becomes of standard normal numbers: 1 + 0.25, 1 + 3/7, 1 by design, 1 / 0.7.
    [Theory]
    [InlineData("GaussianNoise", "deviation", 0.5f, 1.25)]
    [InlineData("GaussianDropout", "rate", 0.3f, 1.4286)]
    [InlineData("AlphaDropout", "rate", 0.3f, 1.0)]
    [InlineData("SpatialDropout", "rate", 0.3f, 1.4286)]
    [InlineData("Dropout", "rate", 0.3f, 1.4286)]
    public void Layer_OnNormalNumbers_KeepsTheMeanAndHasItsVariance(string layer, string argument, float value, double variance)
    {
        double[] x = [.. Enumerable.Range(0, Batch * 3).Select(i => ReferenceNormal.At(5, i / 3, i % 3))];
        var graph = Graph(layer, argument, value);
        double[] y = Interpreter.Run(graph, new Dictionary<string, double[]> { ["x"] = x }, Batch)[ResultRole.Output, "y"];
        Assert.InRange(y.Average(), -0.02, 0.02);
        Assert.InRange(y.Average(v => v * v), 0.97 * variance, 1.03 * variance);
    }

    // The numbers that are drawn are those of a seed and step, so that the layer is a fixed function of its input.
    [Theory]
    [MemberData(nameof(Layers))]
    public void Layer_Differentiated_IsCentralDifference(string layer, string argument, float value)
    {
        var random = new Random(1);
        double[] x = [.. Enumerable.Range(0, 30).Select(_ => random.NextDouble() - 0.5)];
        CentralDifferences.AssertGradients(Graph(layer, argument, value), ["x"], new Dictionary<string, double[]> { ["x"] = x }, 10, random);
    }

    private static Graph Graph(string layer, string argument, float value) => LayerFixture.Apply(layer, Shape.Of(3), (argument, value)).Graph;
}

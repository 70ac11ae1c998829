using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;
using NetGen.Generator.Reference;
using NetGen.Tests.FrontEnd;
using NetGen.Tests.Ops;

namespace NetGen.Tests.Passes;

public sealed class FoldedStatisticsTests
{
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void BatchNorm_InPrediction_IsOneProductAndOneSum(bool useScale, bool useBias)
    {
        const int Rows = 3, Channels = 4;
        var (graph, parameters) = LayerFixture.Apply("BatchNorm", Shape.Of(2, Channels), ("UseScale", useScale), ("UseBias", useBias));
        var prediction = GraphVerifier.Verify(Simplify.Run(Inference.Run(graph)), "inference");
        Assert.Equal("multiply add", OnRows(prediction));

        var random = new Random(1);
        var values = parameters.ToDictionary(p => p.Name, p => p.Shape.Sizes.SelectMany(n => Enumerable.Range(0, n)).Select(_ => random.NextDouble() + 0.5).ToArray());
        double[] x = values["x"] = [.. Enumerable.Range(0, Rows * 2 * Channels).Select(_ => random.NextDouble())];
        double At(string name, int channel, double otherwise) => values.TryGetValue($"Trunk.{name}", out var value) ? value[channel] : otherwise;
        var expected = x.Select((v, i) => (i % Channels) is var c ? ((v - At("mean", c, 0)) / Math.Sqrt(At("variance", c, 0) + 1e-5) * At("scale", c, 1)) + At("bias", c, 0) : 0);
        Near.AssertAll([.. expected], Interpreter.Run(prediction, values, Rows)[ResultRole.Output, "y"], 1e-6);
    }

    // The bias of the layer in front is part of the shift; of a frozen layer nothing changes, so that training gives the same bits as prediction.
    [Theory]
    [InlineData("[Dense(4), BatchNorm]", "matmul multiply add")]
    [InlineData("[Dense(4, UseBias = false), BatchNorm]", "matmul multiply add")]
    [InlineData("[Dense(4, Activation.Relu), BatchNorm]", "matmul add relu multiply add")]
    [InlineData("[BatchNorm, Dense(4)]", "multiply add matmul add")]
    [InlineData("[Frozen, Dense(4), BatchNorm]", "matmul add subtract multiply add")]
    public void BatchNorm_BesideOtherLayers_TakesWhatDependsOnParametersAlone(string layers, string expected)
    {
        var source = $$"""
            {{Definitions.Usings}}
            [Network]
            public partial class Net
            {
                {{layers}} private partial Tensor Layers(Tensor x);
                [Forward] private Tensor Define([Shape(5)] Tensor x) => Layers(x);
            }
            """;
        Assert.Equal(expected, OnRows(Simplify.Run(Inference.Run(Definitions.Parse(source).Spec.Graph))));
    }

    /// <summary>What is computed for each row, in order.</summary>
    private static string OnRows(Graph graph) => string.Join(" ", graph.Nodes.Where(n => n.Type.Batched && n.Op is not Input).Select(n => n.Op.Mnemonic));
}

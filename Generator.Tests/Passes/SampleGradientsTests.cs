using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;
using NetGen.Generator.Reference;
using NetGen.Tests.Ops;

namespace NetGen.Tests.Passes;

/// <summary>Gradients that are small beside what they are sums of.</summary>
public sealed class SampleGradientsTests
{
    [Fact]
    public void SmallKernel_OfLargePictures_IsSummedSampleBySample() => GraphFixture.AssertPrints(
        """
        x: f32[B, 36, 36, 1] = input
        y: f32[B, 34, 34, 4] = input
        %0: f32[B, 3, 3, 1, 4] = convolution_gradient<of samples>(x, y)
        %1: f32[3, 3, 1, 4] = batch_sum(%0)
        %2: f32[B, 4] = leading_sum<2>(y)
        %3: f32[4] = batch_sum(%2)
        output kernel = %1
        output bias = %3
        """,
        SampleGradients.Run(Gradients(36, 4)));

    [Theory]
    [InlineData(20, 8)]
    [InlineData(32, 256)]
    public void LargerKernelsAndSmallerPictures_AreSummedOverTheBatch(int size, int channels)
    {
        var graph = SampleGradients.Run(Gradients(size, channels, inputs: channels > 100 ? 64 : 1));
        Assert.Contains(graph.Nodes, n => n.Op is ConvolutionGradient { OfSamples: false });
    }

    [Fact]
    public void Biases_OverManyPositions_AreSummedSampleBySample() => GraphFixture.AssertPrints(
        """
        dy: f32[B, 48, 64] = input
        %0: f32[B, 64] = leading_sum<1>(dy)
        %1: f32[64] = batch_sum(%0)
        output bias = %1
        """,
        SampleGradients.Run(Bias(48, 64)));

    [Theory]
    [InlineData(16, 256)]
    [InlineData(48, 16)]
    public void Biases_OverFewPositionsOrOfSmallSamples_StayAsTheyAre(int positions, int features)
    {
        var graph = Bias(positions, features);
        Assert.Same(graph, SampleGradients.Run(graph));
    }

    [Fact]
    public void Sums_AreThoseOfTheBatch()
    {
        var graph = Gradients(36, 4);
        var random = new Random(3);
        var values = graph.Nodes.Where(n => n.Op is Input)
            .ToDictionary(n => ((Input)n.Op).Name, n => Enumerable.Range(0, 3 * n.Shape.ElementCount).Select(_ => random.NextDouble() - 0.5).ToArray());
        var (expected, actual) = (Interpreter.Run(graph, values, 3), Interpreter.Run(SampleGradients.Run(graph), values, 3));
        foreach (var name in new[] { "kernel", "bias" })
            Near.AssertAll(expected[ResultRole.Output, name], actual[ResultRole.Output, name], 1e-12);
    }

    private static Graph Bias(int positions, int features) =>
        GraphFixture.Build(b => b.Output("bias", b.Add(new BatchSum(1), b.Input("dy", positions, features))));

    private static Graph Gradients(int size, int channels, int inputs = 1) => GraphFixture.Build(b =>
    {
        Node x = b.Input("x", size, size, inputs), y = b.Input("y", size - 2, size - 2, channels);
        b.Output("kernel", b.Add(new ConvolutionGradient(new ConvolutionWindow(1, 1, 1, 1, 1), 3, 3), x, y));
        b.Output("bias", b.Add(new BatchSum(2), y));
    });
}

using NetGen.Generator.Graphs;
using NetGen.Generator.Kernels;
using NetGen.Generator.Ops;
using NetGen.Tests.Harness;
using NetGen.Tests.Networks;
using NetGen.Tests.Numerics.Networks;
using NetGen.Tests.Passes;

namespace NetGen.Tests.Lowering;

/// <summary>Kernels that take turns on a few rows at a time.</summary>
[Collection(ExclusiveTests.Name)]
public sealed class RowStripsTests
{
    private const string Pictures = """
        using NetGen;
        using static NetGen.Activation;

        [Network, Input(20, 22, 3), Conv2D(12, 3, Relu), MaxPool2D(2), Conv2D(5, 3, Tanh), AveragePool2D(3), GlobalAveragePool, CrossEntropy]
        public sealed partial class Pictures;
        """;

    private const string Sequences = Header + "[Network, Input(48, 40)" + Layers;

    // Of 36 positions, four rows are whole blocks.
    private const string OddSequences = Header + "[Network, Input(36, 40)" + Layers;

    private const string Header = """
        using NetGen;
        using static NetGen.Activation;


        """;

    private const string Layers = """
        , LayerNorm, Dense(80, Gelu), Dense(40), MultiHeadAttention(4), Dense(50, Tanh), GlobalAveragePool, CrossEntropy]
        public sealed partial class Sequences;
        """;

    [Fact]
    public void Convolutions_WithLargeRows_TakeTurns()
    {
        var strip = Assert.Single(Compile(height: 20, width: 22).Strips);
        Assert.Equal((2, 16), (strip.Count, strip.Rows));
        Assert.Equal(["convolution"], strip.Inside.Select(v => v.Op.Mnemonic));
    }

    [Fact]
    public void Convolutions_WithSmallRows_DoNot() => Assert.Empty(Compile(height: 4, width: 4).Strips);

    [Fact]
    public void ARowKernelWithWideRows_PutsAsideWhatItNeedsTwiceInOnePlace()
    {
        var strip = Assert.Single(Compile(b =>
        {
            var exp = b.Call("Exp", b.Input("x", 5000));
            return b.Times(exp, b.Call("Sum", exp));
        }).Strips);
        Assert.Equal((1, 8), (strip.Count, strip.Rows));
        Assert.Equal(["exp"], strip.Inside.Select(v => v.Op.Mnemonic));
    }

    [Theory]
    [InlineData(48, 256, 4)]
    [InlineData(36, 256, 4)]
    [InlineData(33, 64, 16)]
    public void DenseLayers_OfManyPositions_TakeTurns(int positions, int width, int rows)
    {
        var strip = Assert.Single(Compile(b => Dense(b, b.Input("x", positions, 256), 2, width)).Strips);
        Assert.Equal((2, rows), (strip.Count, strip.Rows));
    }

    [Fact]
    public void ValuesInsideAStrip_WhoseLivesAreApart_ShareMemory()
    {
        var program = Compile(b => Dense(b, b.Input("x", 48, 64), 4, 64));
        Assert.Equal([0, 3072, 0], Assert.Single(program.Strips).Inside.Select(v => program.BufferOf(v).Offset));
        Assert.Equal((6144, 6144), (program.StripFloats, program.ArenaFloatsPerRow));
    }

    [Fact]
    public void ValuesInsideDifferentStrips_ShareMemory()
    {
        var program = Compile(b =>
        {
            var y = Dense(b, b.Input("x", 48, 64), 3, 64);
            return Dense(b, b.Times(y, b.Add(new BatchSum(1), y)), 3, 64, "v");
        });
        Assert.Equal([3, 4], program.Strips.Select(s => s.Count));
        Assert.Equal((6144, 9216), (program.StripFloats, program.ArenaFloatsPerRow));
    }

    [Fact]
    public void DenseLayers_WhoseBlocksAreMoreRowsThanFit_DoNot() => Assert.Empty(Compile(b => Dense(b, b.Input("x", 33, 256), 2, 256)).Strips);

    [Fact]
    public void DenseLayers_OfManyPositionsAndWeights_DoNot() => Assert.Empty(Compile(b => Dense(b, b.Input("x", 48, 400), 2, 400)).Strips);

    [Fact]
    public void DenseLayers_DoNot() => Assert.Empty(Compile(b => Dense(b, b.Input("x", 400), 9, 400)).Strips);

    [Theory]
    [InlineData(Pictures)]
    [InlineData(Sequences)]
    public void Predict_MoreRowsThanAStrip_GivesTheBitsOfSingleRows(string source)
    {
        var network = CompiledNetwork.Compile(source);
        var x = (float[])NetworkData.Create(network, 41, 5).Inputs(network)[0];
        var width = x.Length / 41;
        var expected = Enumerable.Range(0, 41).SelectMany(row => network.Predict(1, x[(row * width)..((row + 1) * width)])[0]);
        Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), network.Predict(41, x)[0].Select(BitConverter.SingleToInt32Bits));
    }

    [Theory]
    [InlineData(Pictures)]
    [InlineData(Sequences)]
    [InlineData(OddSequences)]
    public void Step_AnyNumberOfThreads_GivesTheSameBits(string source)
    {
        var network = CompiledNetwork.Compile(source);
        var initial = network.Parameters.Buffer.Span.ToArray();
        var data = NetworkData.Create(network, 100, 5).Arrays;
        float[][] trained = [.. new[] { 1, 2, 3 }.Select(threads => Train(network, data, initial, threads))];
        Assert.NotEqual(initial, trained[0]);
        Assert.Equal(trained[0], trained[1]);
        Assert.Equal(trained[0], trained[2]);
    }

    private static float[] Train(CompiledNetwork network, Array[] data, float[] initial, int threads)
    {
        initial.CopyTo(network.Parameters.Buffer.Span);
        network.Parameters.MarkChanged();
        var (trainer, step) = network.CreateTrainer(new Sgd(0.1f), 100, new TrainerOptions { Threads = threads });
        using (trainer)
        {
            for (var i = 0; i < 3; i++)
                step(data);
            return network.Parameters.Buffer.Span.ToArray();
        }
    }

    private static Node Dense(GraphBuilder builder, Node x, int count, int width, string weights = "w")
    {
        for (var i = 0; i < count; i++)
            x = builder.Add(new MatMul(false), x, builder.Parameter($"{weights}{i}", x.Shape.Last, width));
        return x;
    }

    private static KernelProgram Compile(int height, int width) => Compile(b =>
    {
        var convolution = b.Add(new Convolution(new ConvolutionWindow(1, 1, 1, 1, 1)), b.Input("x", height, width, 3), b.Parameter("kernel", 3, 3, 3, 12));
        return b.Add(new MaxPooling(new PoolingWindow(2, 2, 2, 2, 0, 0, (height - 2) / 2, (width - 2) / 2)), convolution);
    });

    private static KernelProgram Compile(Func<GraphBuilder, Node> output) => ProgramFixture.Compile(GraphFixture.Build(b => b.Output("y", output(b))));
}

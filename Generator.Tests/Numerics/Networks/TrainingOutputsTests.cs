using NetGen.Kernels;
using NetGen.Tests.Harness;
using NetGen.Tests.Networks;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>The outputs that a step, or gradients, give besides: those of a prediction before the step, at no second evaluation.</summary>
[Collection(ExclusiveTests.Name)]
public sealed class TrainingOutputsTests
{
    // Both programs compute the same products; only the place of a rounding in a fused kernel may differ.
    private const double Tolerance = 2e-6;

    // One row, a tail, one block, blocks with a tail, several chunks of sums.
    private static readonly int[] Batches = [1, 5, 16, 33, 300];

    private static readonly Lazy<IReadOnlyDictionary<string, (NetworkCase Case, CompiledNetwork Network)>> Compiled = new(() =>
    {
        var cases = WholeNetworks.All.Append(Large).ToArray();
        return cases.Zip(CompiledNetwork.CompileAll(cases.Select(c => c.Source))).ToDictionary(pair => pair.First.Name, pair => (pair.First, pair.Second));
    });

    public static TheoryData<string> Cases => [.. WholeNetworks.All.Append(Large).Select(c => c.Name)];

    // Too many weights for blocks, parameters that are updated while their gradients are computed, an output that no loss reaches.
    private static NetworkCase Large => NetworkCase.Of("LargeLayers", """
            [Dense(160, Tanh), Dense(192, Tanh)] private partial Tensor Trunk(Tensor x);
            [Dense(3)] private partial Tensor Head(Tensor h);

            [Forward]
            private (Tensor Mean, Tensor Rounded, Tensor Hidden) Define([Shape(40)] Tensor x)
            {
                var h = Trunk(x);
                var mean = Head(h);
                return (mean, Sigmoid(mean * 4) * 2, h);
            }

            [Loss] private Tensor Loss(Tensor mean, [Shape(3)] Tensor y) => Mse(mean, y);
        """);

    /// <summary>Whether a step draws what a prediction leaves out.</summary>
    private static bool IsRandom(string name) => name is "WithDropout" or "WithNoise" or "SmallTransformer";

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_WithOutputs_EqualThoseOfPredictAndOfGradients(string name)
    {
        var (networkCase, network) = Compiled.Value[name];
        foreach (var rows in Batches)
        {
            var data = NetworkData.Create(network, rows, networkCase.Classes, rows);
            var expected = network.Gradients(data.Arrays);
            var outputs = network.OutputsFor(rows);
            var actual = network.GradientsAndOutputs(data.Arrays, outputs);
            Assert.Equal(expected.Loss, actual.Loss);
            Assert.Equal(expected.Buffer.Span.ToArray(), actual.Buffer.Span.ToArray());
            if (IsRandom(name))
                continue;
            foreach (var (prediction, output) in network.Predict(rows, data.Inputs(network)).Zip(outputs))
                Closeness.AssertClose(NetworkData.ToDouble(prediction), output, Tolerance, $"{rows} rows");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Step_WithOutputs_TrainsAsWithoutAndGivesThoseBeforeTheUpdate(string name)
    {
        var networkCase = Compiled.Value[name].Case;
        var with = CompiledNetwork.Compile(networkCase.Source);
        var without = CompiledNetwork.Compile(networkCase.Source);
        var rows = Batches[^1];
        var (trainer, _) = with.CreateTrainer(new Adam(1e-2f), rows);
        var (reference, step) = without.CreateTrainer(new Adam(1e-2f), rows);
        using (trainer)
        using (reference)
        {
            foreach (var count in Batches)
            {
                var data = NetworkData.Create(with, count, networkCase.Classes, count);
                var predictions = with.Predict(count, data.Inputs(with));
                var outputs = with.OutputsFor(count);
                Assert.Equal(step(data.Arrays), with.StepAndOutputs(trainer, data.Arrays, outputs));
                Assert.Equal(without.Parameters.Buffer.Span.ToArray(), with.Parameters.Buffer.Span.ToArray());
                if (IsRandom(name))
                    continue;
                foreach (var (prediction, output) in predictions.Zip(outputs))
                    Closeness.AssertClose(NetworkData.ToDouble(prediction), output, Tolerance, $"{count} rows");
            }
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(48)]
    public void Gradients_SomeOutputsLeftOut_GivesTheOthers(int rows)
    {
        var (networkCase, network) = Compiled.Value["SeveralHeads"];
        var data = NetworkData.Create(network, rows, networkCase.Classes);
        var all = network.OutputsFor(rows);
        network.GradientsAndOutputs(data.Arrays, all);
        var some = network.OutputsFor(rows);
        some[0] = some[2] = [];
        network.GradientsAndOutputs(data.Arrays, some);
        Assert.Equal(all[1], some[1]);
    }

    [Fact]
    public void Dropout_InTraining_ShowsInTheOutputs()
    {
        var (networkCase, network) = Compiled.Value["WithDropout"];
        var data = NetworkData.Create(network, 16, networkCase.Classes);
        var outputs = network.OutputsFor(16);
        network.GradientsAndOutputs(data.Arrays, outputs);
        Assert.NotEqual(network.Predict(16, data.Inputs(network))[0], outputs[0]);
    }

    [Fact]
    public void Methods_WithOutputs_SayWhetherPredictGivesTheSame()
    {
        Assert.True(IsSame(Compiled.Value["SeveralHeads"].Network));
        Assert.True(IsSame(Compiled.Value["Stopped"].Network));
        Assert.False(IsSame(Compiled.Value["WithDropout"].Network));

        static bool IsSame(CompiledNetwork network) => network.Network.GetType().GetNestedType("Trainer")!.GetMethods()
            .Any(method => method.Name == "Step" && method.IsDefined(typeof(SameOutputsAsPredictAttribute), inherit: false));
    }

    [Fact]
    public void OutputOfWrongLength_Step_IsRefusedByName()
    {
        var (networkCase, network) = Compiled.Value["SeveralHeads"];
        var data = NetworkData.Create(network, 4, networkCase.Classes);
        var outputs = network.OutputsFor(4);
        outputs[1] = new float[7];
        var error = Assert.Throws<ArgumentException>(() => network.GradientsAndOutputs(data.Arrays, outputs));
        Assert.Contains("'Second' must have 4 × 3 = 12 values, but it has 7", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Step_WithOutputs_EvaluatesNothingTwice()
    {
        var network = Compiled.Value["SeveralHeads"].Network;
        var data = NetworkData.Create(network, 33, 2);
        using var trainer = network.CreateTrainer(new Sgd(0), 33).Trainer;
        var plain = Count(() => network.Gradients(data.Arrays));
        var outputs = network.OutputsFor(33);
        var step = Count(() => network.StepAndOutputs(trainer, data.Arrays, outputs));
        Assert.Equal(plain, step);
        Assert.True(Count(() => network.Predict(33, data.Inputs(network))) > 0);

        static long Count(Action run)
        {
            KernelCounters.Reset();
            run();
            return KernelCounters.Snapshot().Values.Sum();
        }
    }

    [Fact]
    public void Step_WithOutputs_AllocatesNothing()
    {
        var network = CompiledNetwork.Compile(NetworkSources.RidershipLifted);
        var data = NetworkData.Create(network, 64, 2);
        using var trainer = network.CreateTrainer(new Adam(1e-3f), 64, new TrainerOptions { Threads = 1 }).Trainer;
        var outputs = network.OutputsFor(64);
        Allocations.AssertNone(() => network.StepAndOutputs(trainer, data.Arrays, outputs));
    }
}

using System.Text.Json.Nodes;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Training;

/// <summary>What a trainer does besides the optimizer's update, against PyTorch: Fixtures/training/make_fixtures.py.</summary>
public sealed class PyTorchTrainingTests
{
    // Adam divides gradients by their size, which makes rounding in small ones as large as in others.
    private const double Tolerance = 1e-5;

    private static readonly JsonNode Fixture = JsonNode.Parse(RepositoryRoot.Read("Generator.Tests/Fixtures/training/training.json"))!;

    private static readonly WeightPenalty[] Penalties = [new("*.kernel") { L1 = 0.003 }, new("Code.*") { L2 = 0.02 }];

    public static TheoryData<string, Optimizer, TrainerOptions> Cases => new()
    {
        { "activity", new Sgd(0.1f), new() },
        { "penalties", new Sgd(0.1f, Momentum: 0.9), new() { Penalties = Penalties } },
        { "average", new Adam(0.01f), new() { Average = new WeightAverage(0.8, WarmUp: false) } },
        { "accumulation", new AdamW(0.01f, WeightDecay: 0.1), new() { AccumulationSteps = 3 } },
        { "clip-value", new Sgd(0.1f, Momentum: 0.9), new() { ClipValue = 0.05f } },
        { "clip-both", new Sgd(0.1f, Momentum: 0.9), new() { ClipValue = 0.1f, ClipNorm = 0.3f } },
        {
            "everything", new AdamW(0.01f, WeightDecay: 0.1),
            new() { AccumulationSteps = 4, Penalties = Penalties, Average = new WeightAverage(0.5, WarmUp: false), ClipValue = 0.2f, ClipNorm = 0.5f }
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Steps_OfEachOption_AgreeWithPyTorch(string name, Optimizer optimizer, TrainerOptions options)
    {
        JsonNode expected = Fixture["cases"]![name]!;
        float[] x = OptimizerFixture.Floats(Fixture["x"]), y = OptimizerFixture.Floats(Fixture["y"]);
        CodeNetwork network = Start();
        int rows = y.Length / 3 / options.AccumulationSteps;
        using var trainer = network.CreateTrainer(optimizer, rows, options);
        double[] losses = OptimizerFixture.Doubles(expected["losses"]);
        for (int step = 0; step < losses.Length; step++)
        {
            int part = step % options.AccumulationSteps;
            float loss = trainer.Step(x.AsSpan(part * rows * 6, rows * 6), y.AsSpan(part * rows * 3, rows * 3));
            Assert.Equal(losses[step], loss, Tolerance);
            if (part == options.AccumulationSteps - 1)
                AssertParameters(expected["after"]![step / options.AccumulationSteps]!, network);
        }

        if (options.Average is null)
            return;
        trainer.ApplyAverage();
        AssertParameters(expected["average"]!, network);
    }

    private static CodeNetwork Start()
    {
        var network = new CodeNetwork(seed: 1);
        foreach (ParameterInfo parameter in network.Parameters.Layout)
            OptimizerFixture.Floats(Fixture["start"]![parameter.Name]).CopyTo(network.Parameters[parameter.Name]);
        network.Parameters.MarkChanged();
        return network;
    }

    private static void AssertParameters(JsonNode expected, CodeNetwork network)
    {
        foreach (ParameterInfo parameter in network.Parameters.Layout)
            Assert.All(OptimizerFixture.Doubles(expected[parameter.Name]).Zip(network.Parameters[parameter.Name].ToArray()), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }
}

namespace NetGen.Tests.Training;

public sealed class WeightPenaltyTests
{
    [Fact]
    public void Step_WithPenalties_AddsThemToLossAndGradient()
    {
        float[] x = WeightAverageTests.Filled(8 * WideNetwork.Features), y = WeightAverageTests.Filled(8);
        (WideNetwork plain, WideNetwork penalised) = (new(seed: 5), new(seed: 5));
        penalised.Parameters["Head.1.kernel"][3] = plain.Parameters["Head.1.kernel"][3] = 0;
        WeightPenalty[] penalties = [new("*.kernel") { L2 = 0.01 }, new("Head.*") { L1 = 0.002 }, new("Head.1.kernel") { L1 = 0.001, L2 = 0.03 }];
        using var reference = plain.CreateTrainer(new Sgd(0), 8, new TrainerOptions { KeepGradients = true });
        using var trainer = penalised.CreateTrainer(new Sgd(0), 8, new TrainerOptions { Penalties = penalties });
        float without = reference.Step(x, y), with = trainer.Step(x, y);

        double penalty = 0;
        foreach (ParameterInfo parameter in plain.Parameters.Layout)
        {
            double l2 = (parameter.Name.EndsWith(".kernel", StringComparison.Ordinal) ? 0.01 : 0) + (parameter.Name == "Head.1.kernel" ? 0.03 : 0);
            double l1 = (parameter.Name.StartsWith("Head.", StringComparison.Ordinal) ? 0.002 : 0) + (parameter.Name == "Head.1.kernel" ? 0.001 : 0);
            float[] weights = plain.Parameters[parameter.Name].ToArray();
            penalty += weights.Sum(w => (l1 * Math.Abs(w)) + (l2 * w * w));
            for (int i = 0; i < weights.Length; i++)
            {
                double expected = reference.Gradients.Span[parameter.Offset + i] + (2 * l2 * weights[i]) + (l1 * Math.Sign(weights[i]));
                Assert.Equal(expected, trainer.Gradients.Span[parameter.Offset + i], 1e-6);
            }
        }

        Assert.True(penalty > 0.1);
        Assert.Equal(penalty, trainer.Penalty, 1e-6);
        Assert.Equal(without + penalty, with, 1e-5);
        Assert.Equal(0, reference.Penalty);
    }

    [Fact]
    public void Penalty_UnderSgd_IsWeightDecayOfTwiceTheFactor()
    {
        float[] x = WeightAverageTests.Filled(8 * WideNetwork.Features), y = WeightAverageTests.Filled(8);
        (WideNetwork decayed, WideNetwork penalised) = (new(seed: 5), new(seed: 5));
        using var reference = decayed.CreateTrainer(new Sgd(0.1f, WeightDecay: 0.02), 8);
        using var trainer = penalised.CreateTrainer(new Sgd(0.1f), 8, new TrainerOptions { Penalties = [new WeightPenalty("*") { L2 = 0.01 }] });
        for (int i = 0; i < 3; i++)
        {
            reference.Step(x, y);
            trainer.Step(x, y);
        }

        Assert.All(decayed.Parameters.Buffer.Span.ToArray().Zip(penalised.Parameters.Buffer.Span.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void Step_AnyNumberOfThreads_SameBits()
    {
        float[] x = WeightAverageTests.Filled(8 * WideNetwork.Features), y = WeightAverageTests.Filled(8);
        (float Loss, float[] Values) Train(int threads)
        {
            var network = new WideNetwork(seed: 5);
            using var trainer = network.CreateTrainer(new Adam(), 8, new TrainerOptions { Threads = threads, Penalties = [new WeightPenalty("*") { L1 = 0.01, L2 = 0.1 }] });
            trainer.Step(x, y);
            return (trainer.Step(x, y), network.Parameters.Buffer.Span.ToArray());
        }

        Assert.Equal(Train(1).Loss, Train(3).Loss);
        Assert.Equal(Train(1).Values, Train(3).Values);
    }

    [Fact]
    public void Penalties_OfFrozenParameters_AreLeftOut()
    {
        var network = new WideNetwork(seed: 5);
        using var trainer = network.CreateTrainer(new Sgd(0), 8, new TrainerOptions { Frozen = ["*.kernel"], Penalties = [new WeightPenalty("*.kernel") { L2 = 1 }] });
        trainer.Step(WeightAverageTests.Filled(8 * WideNetwork.Features), WeightAverageTests.Filled(8));
        Assert.Equal(0, trainer.Penalty);
    }

    [Fact]
    public void Penalty_WrongPatternOrFactor_SaysSo()
    {
        var network = new WideNetwork(seed: 5);
        Assert.Contains("no parameter's name matches 'Heat.*'", Assert.Throws<ArgumentException>(
            () => network.CreateTrainer(new Sgd(), 8, new TrainerOptions { Penalties = [new WeightPenalty("Heat.*") { L2 = 1 }] })).Message, StringComparison.Ordinal);
        Assert.Contains("WeightPenalty(\"*\").L1 is -1", Assert.Throws<ArgumentOutOfRangeException>(
            () => network.CreateTrainer(new Sgd(), 8, new TrainerOptions { Penalties = [new WeightPenalty("*") { L1 = -1 }] })).Message, StringComparison.Ordinal);
    }
}

namespace NetGen.Tests.Training;

public sealed class WeightAverageTests
{
    private static readonly DataSet Data = LinearData.Create(96);

    [Theory]
    [InlineData(0.9, false)]
    [InlineData(0.99, true)]
    [InlineData(0.0, false)]
    public void Average_AfterSteps_IsTheMovingAverageOfTheParameters(double decay, bool warmUp)
    {
        var network = new LinearNetwork(1);
        using var trainer = network.CreateTrainer(new Sgd(0.05f), 16, new TrainerOptions { Average = new WeightAverage(decay, warmUp) });
        double[] expected = [];
        for (int step = 0; step < 20; step++)
        {
            Step(trainer, step);
            double part = step == 0 ? 1 : 1 - (warmUp ? Math.Min(decay, (1.0 + step) / (10 + step)) : decay);
            double[] now = [.. Values(network).Select(value => (double)value)];
            expected = step == 0 ? now : [.. expected.Zip(now, (average, value) => average + part * (value - average))];
        }

        float[] own = Values(network);
        using (trainer.UseAverage())
            Assert.All(expected.Zip(Values(network)), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.Equal(own, Values(network));
        trainer.ApplyAverage();
        Assert.All(expected.Zip(Values(network)), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void UseAverage_WithoutOneOrInUse_SaysSo()
    {
        var network = new LinearNetwork(1);
        using var plain = network.CreateTrainer(new Sgd(), 16);
        Assert.Contains("Average = new WeightAverage", Assert.Throws<InvalidOperationException>(() => plain.UseAverage()).Message, StringComparison.Ordinal);
        using var trainer = network.CreateTrainer(new Sgd(), 16, new TrainerOptions { Average = new WeightAverage() });
        Assert.Contains("before the first step", Assert.Throws<InvalidOperationException>(() => trainer.UseAverage()).Message, StringComparison.Ordinal);
        Step(trainer, 0);
        AverageScope scope = trainer.UseAverage();
        Assert.Throws<InvalidOperationException>(() => trainer.UseAverage());
        Assert.Contains("before the next step", Assert.Throws<InvalidOperationException>(() => Step(trainer, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => trainer.Save("never written"));
        scope.Dispose();
        scope.Dispose();
        Step(trainer, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => network.CreateTrainer(new Sgd(), 16, new TrainerOptions { Average = new WeightAverage(1) }));
    }

    [Fact]
    public void Fit_WithAnAverage_ValidatesItAndEndsWithIt()
    {
        var options = new FitOptions { Optimizer = new Sgd(0.05f), Epochs = 5, BatchSize = 16, ValidationFraction = 0.25, Trainer = new TrainerOptions { Average = new WeightAverage(0.8) } };
        (LinearNetwork averaged, LinearNetwork plain) = (new(1), new(1));
        FitResult result = averaged.Fit(Data, options);
        plain.Fit(Data, options with { Trainer = new TrainerOptions() });
        Assert.NotEqual(Values(plain), Values(averaged));
        var (_, validation) = ValidationSplit.Of(Data, options, 1);
        Assert.Equal(averaged.Evaluate(validation!, 16).Loss, result.History[^1].Validation!.Loss);
    }

    [Fact]
    public void Average_OfAGeneratedNetwork_SameBitsForAnyNumberOfThreads()
    {
        float[] Train(int threads)
        {
            var network = new WideNetwork(seed: 5);
            using var trainer = network.CreateTrainer(new Adam(0.01f), 8, new TrainerOptions { Threads = threads, Average = new WeightAverage(0.5) });
            for (int step = 0; step < 3; step++) trainer.Step(Filled(8 * WideNetwork.Features), Filled(8));
            trainer.ApplyAverage();
            return network.Parameters.Buffer.Span.ToArray();
        }

        Assert.Equal(Train(1), Train(3));
    }

    internal static float[] Filled(int count)
    {
        float[] values = new float[count];
        new CounterRandom(3, "values").FillNormal(values, 0, 1);
        return values;
    }

    internal static float Step(Trainer trainer, int index)
    {
        using var reader = new BatchReader(Data, trainer.Network.Inputs, trainer.BatchSize, new BatchReaderOptions { Seed = 9 });
        reader.Start(0, index % reader.BatchesPerEpoch);
        Assert.True(reader.Read(out BatchView batch));
        return trainer.Step(batch);
    }

    internal static float[] Values(LinearNetwork network) => [.. network.Parameters.Layout.SelectMany(parameter => network.Parameters[parameter.Name].ToArray())];
}

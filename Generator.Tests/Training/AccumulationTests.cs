namespace NetGen.Tests.Training;

public sealed class AccumulationTests
{
    [Theory]
    [InlineData(4, 8)]
    [InlineData(3, 16)]
    public void Steps_OfSmallBatches_MoveParametersAsOneLargeBatch(int steps, int rows)
    {
        float[] x = WeightAverageTests.Filled(steps * rows * WideNetwork.Features), y = WeightAverageTests.Filled(steps * rows);
        (WideNetwork whole, WideNetwork parts) = (new(seed: 5), new(seed: 5));
        using var large = whole.CreateTrainer(new Adam(0.01f), steps * rows);
        using var small = parts.CreateTrainer(new Adam(0.01f), rows, new TrainerOptions { AccumulationSteps = steps });
        for (int update = 0; update < 2; update++)
        {
            large.Step(x, y);
            float[] before = Trained.Values(parts);
            for (int part = 0; part < steps; part++)
            {
                Assert.Equal(before, Trained.Values(parts));
                small.Step(Part(x, part, rows * WideNetwork.Features), Part(y, part, rows));
            }
        }

        Assert.Equal((2L, 2L * steps), (large.StepCount, small.StepCount));
        Assert.Equal(large.OptimizerState.Steps, small.OptimizerState.Steps);
        // Adam divides by the magnitude of the gradient, so that rounding shows most where gradients are smallest.
        Assert.All(Trained.Values(whole).Zip(Trained.Values(parts)), pair => Assert.Equal(pair.First, pair.Second, 2e-4f));
        Assert.True(Trained.Values(whole).Zip(Trained.Values(parts), (a, b) => Math.Abs(a - b)).Average() < 1e-6);
    }

    [Fact]
    public void Flush_BatchesOfDifferentSizes_WeightsThemByTheirRows()
    {
        float[] x = WeightAverageTests.Filled(24 * WideNetwork.Features), y = WeightAverageTests.Filled(24);
        (WideNetwork whole, WideNetwork parts) = (new(seed: 5), new(seed: 5));
        using var large = whole.CreateTrainer(new Sgd(0.1f), 24);
        using var small = parts.CreateTrainer(new Sgd(0.1f), 16, new TrainerOptions { AccumulationSteps = 8, ClipNorm = 1000 });
        large.Step(x, y);
        float[] before = Trained.Values(parts);
        small.Step(x.AsSpan(0, 16 * WideNetwork.Features), y.AsSpan(0, 16));
        small.Step(x.AsSpan(16 * WideNetwork.Features), y.AsSpan(16));
        Assert.Equal(before, Trained.Values(parts));
        small.Flush();
        Assert.All(Trained.Values(whole).Zip(Trained.Values(parts)), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
        float[] flushed = Trained.Values(parts);
        small.Flush();
        Assert.Equal(flushed, Trained.Values(parts));
    }

    [Fact]
    public void Step_LossIsNotFinite_LeavesItsGradientOut()
    {
        float[] x = WeightAverageTests.Filled(16 * WideNetwork.Features), y = WeightAverageTests.Filled(16), poisoned = [.. y];
        poisoned[3] = float.NaN;
        (WideNetwork one, WideNetwork three) = (new(seed: 5), new(seed: 5));
        using var single = one.CreateTrainer(new Sgd(0.1f), 16, new TrainerOptions { KeepGradients = true });
        using var several = three.CreateTrainer(new Sgd(0.1f), 16, new TrainerOptions { AccumulationSteps = 3 });
        single.Step(x, y);
        several.Step(x, y);
        several.Step(x, poisoned);
        several.Step(x, y);
        Assert.Equal((3L, 1L), (several.StepCount, several.SkippedSteps));
        Assert.All(Trained.Values(one).Zip(Trained.Values(three)), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Fact]
    public void Step_Accumulating_AllocatesNothing()
    {
        float[] x = WeightAverageTests.Filled(8 * WideNetwork.Features), y = WeightAverageTests.Filled(8);
        using var trainer = new WideNetwork(seed: 5).CreateTrainer(
            new Adam(), 8, new TrainerOptions { AccumulationSteps = 2, Average = new WeightAverage(), Penalties = [new WeightPenalty("*.kernel") { L1 = 1e-5, L2 = 1e-4 }] });
        for (int i = 0; i < 4; i++) trainer.Step(x, y);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 4; i++) trainer.Step(x, y);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Resume_WithEverything_SameBitsAsWithoutABreak()
    {
        DataSet data = LinearData.Create(103);
        FitOptions options = new()
        {
            Optimizer = new AdamW(0.02f),
            BatchSize = 11,
            Epochs = 4,
            Trainer = new TrainerOptions { AccumulationSteps = 3, Average = new WeightAverage(0.9), Penalties = [new WeightPenalty("*") { L1 = 1e-3, L2 = 1e-2 }] },
        };
        var whole = new LinearNetwork(1);
        FitResult expected = whole.Fit(data, options);
        foreach (int stop in (int[])[1, 5, 9, 10, 11, 23])
        {
            using var file = new TemporaryFile();
            using var source = new CancellationTokenSource();
            FitOptions interrupted = options with
            {
                Checkpoint = new Checkpointing(file.Path) { EveryEpochs = 0 },
                ReportEverySteps = 1,
                Progress = new Recorder(report => { if (report.Step == stop) source.Cancel(); }),
            };
            new LinearNetwork(1).Fit(data, interrupted, source.Token);
            var resumed = new LinearNetwork(2);
            FitResult result = resumed.Fit(data, options with { Seed = 1, Checkpoint = new Checkpointing(file.Path) });
            Assert.Equal(whole.Parameters.Buffer.Span.ToArray(), resumed.Parameters.Buffer.Span.ToArray());
            Assert.Equal(expected.History.Select(epoch => epoch.Loss), result.History.Select(epoch => epoch.Loss));

            FitOptions other = options with { Seed = 1, Checkpoint = new Checkpointing(file.Path), Trainer = options.Trainer with { Average = null } };
            Assert.Contains("average(Decay 0.9", Assert.Throws<InvalidDataException>(() => new LinearNetwork(2).Fit(data, other)).Message, StringComparison.Ordinal);
        }
    }

    private static float[] Part(float[] values, int part, int size) => values.AsSpan(part * size, size).ToArray();
}

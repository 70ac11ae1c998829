using NetGen.Tests.Harness;

namespace NetGen.Tests.Training;

/// <summary>The training loop on generated code.</summary>
public sealed class GeneratedTrainingTests
{
    private const int Batch = 256;
    private static readonly DataSet Data = Create(1000);

    [Fact]
    public void Step_OnDisposedTrainer_NamesTheTrainer()
    {
        var network = new NoisyNetwork(seed: 3);
        NoisyNetwork.Trainer trainer = network.CreateTrainer(new Adam(), batchSize: 4);
        trainer.Dispose();
        var exception = Assert.Throws<ObjectDisposedException>(() => trainer.Step(new float[4 * NoisyNetwork.Features], new float[4]));
        Assert.Contains(nameof(NoisyNetwork), exception.ObjectName, StringComparison.Ordinal);
    }

    [Fact]
    public void DisposedTrainer_WhateverIsAskedOfIt_NamesItself()
    {
        using TemporaryFile file = new();
        NoisyNetwork.Trainer trainer = new NoisyNetwork(seed: 3).CreateTrainer(new Adam(), batchSize: 4);
        OptimizerState state = trainer.OptimizerState;
        trainer.Save(file.Path);
        trainer.Dispose();
        trainer.Dispose();
        foreach (Action use in new Action[] { () => trainer.Save(file.Path), () => trainer.Load(file.Path), trainer.Flush, () => trainer.Gradients.Span.Clear() })
            Assert.Equal(typeof(NoisyNetwork.Trainer).FullName, Assert.Throws<ObjectDisposedException>(use).ObjectName);
        Assert.Equal(typeof(OptimizerState).FullName, Assert.Throws<ObjectDisposedException>(() => state.Buffer(0).Clear()).ObjectName);
    }

    [Fact]
    public void Gradients_IntoAnExistingSet_AllocateNothing()
    {
        var network = new NoisyNetwork(seed: 3) { Threads = 1 };
        float[] x = new float[8 * NoisyNetwork.Features], y = new float[8];
        GradientSet gradients = network.Gradients(x, y);
        Allocations.AssertNone(() => network.Gradients(x, y, gradients));
    }

    [Fact]
    public void Fit_GeneratedNetwork_Learns()
    {
        var network = new NoisyNetwork(seed: 3);
        FitResult result = network.Fit(Data, Options with { Epochs = 30, EarlyStopping = new EarlyStopping { Monitor = "Determination", Patience = 30 } });
        Assert.True(result.BestValue > 0.8, $"R² {result.BestValue}");
        Assert.True(result.History[^1].Loss < 0.5 * result.History[0].Loss);
    }

    [Fact]
    public void Fit_OneAndSeveralThreads_SameBits()
    {
        float[] one = Train(new TrainerOptions { Threads = 1 });
        Assert.Equal(one, Train(new TrainerOptions { Threads = 2 }));
        Assert.Equal(one, Train(new TrainerOptions()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(8)]
    public void Resume_NetworkWithDropout_SameBitsAsWithoutABreak(int stop)
    {
        var whole = new NoisyNetwork(seed: 3);
        FitResult expected = whole.Fit(Data, Options);
        using var file = new TemporaryFile();
        using var source = new CancellationTokenSource();
        FitOptions interrupted = Options with
        {
            Checkpoint = new Checkpointing(file.Path),
            ReportEverySteps = 1,
            Progress = new Recorder(report => { if (report.Step == stop) source.Cancel(); }),
        };
        new NoisyNetwork(seed: 3).Fit(Data, interrupted, source.Token);
        var resumed = new NoisyNetwork(seed: 3);
        FitResult result = resumed.Fit(Data, Options with { Checkpoint = new Checkpointing(file.Path) });
        Assert.Equal(expected.History.Select(epoch => epoch.Loss), result.History.Select(epoch => epoch.Loss));
        Assert.Equal(expected.History.Select(epoch => epoch.Validation!.Loss), result.History.Select(epoch => epoch.Validation!.Loss));
        Assert.Equal(Trained.Values(whole), Trained.Values(resumed));
    }

    [Fact]
    public void Step_FrozenTrunk_SameHeadGradientsAndTrunkUntouched()
    {
        NoisyNetwork network = new(seed: 3), frozen = new(seed: 3);
        using var trainer = network.CreateTrainer(new Sgd(0.1f), Batch);
        using var partial = frozen.CreateTrainer(new Sgd(0.1f), Batch, new TrainerOptions { Frozen = ["Trunk.*"] });
        (float[] x, float[] y) = Rows(Batch);
        float[] trunk = frozen.Parameters["Trunk.0.kernel"].ToArray();
        Assert.Equal(trainer.Step(x, y), partial.Step(x, y));
        Assert.Equal(network.Parameters["Head.kernel"].ToArray(), frozen.Parameters["Head.kernel"].ToArray());
        Assert.Equal(trunk, frozen.Parameters["Trunk.0.kernel"].ToArray());
        Assert.NotEqual(trunk, network.Parameters["Trunk.0.kernel"].ToArray());
    }

    [Fact]
    public void Step_WarmedUp_AllocatesNothing()
    {
        using var trainer = new NoisyNetwork(seed: 3).CreateTrainer(new AdamW(), Batch, new TrainerOptions { Threads = 1, ClipNorm = 1 });
        (float[] x, float[] y) = Rows(Batch);
        Allocations.AssertNone(() => trainer.Step(x, y));
    }

    [Fact]
    public void Step_SmallerAndLargerBatches_LargerIsRefusedWithBothSizes()
    {
        using var trainer = new NoisyNetwork(seed: 3).CreateTrainer(new AdamW(), batchSize: 128);
        (float[] x, float[] y) = Rows(200);
        Assert.True(float.IsFinite(trainer.Step(x.AsSpan(..(7 * NoisyNetwork.Features)), y.AsSpan(..7))));
        var exception = Assert.Throws<ArgumentException>(() => trainer.Step(x, y));
        Assert.Contains("batch of 200 rows, but this trainer was created with batchSize: 128", exception.Message, StringComparison.Ordinal);
    }

    private static FitOptions Options => new()
    {
        Optimizer = new AdamW(0.01f),
        BatchSize = Batch,
        Epochs = 3,
        ValidationFraction = 0.1,
        Schedule = Schedule.OneCycle(),
        ClipNorm = 1,
    };

    private static float[] Train(TrainerOptions trainer)
    {
        var network = new NoisyNetwork(seed: 3);
        network.Fit(Data, Options with { Trainer = trainer });
        return Trained.Values(network);
    }

    private static DataSet Create(int rows)
    {
        (float[] x, float[] y) = Rows(rows);
        return new DataSet().Add("x", x, NoisyNetwork.Features).Add("y", y);
    }

    private static (float[] X, float[] Y) Rows(int rows)
    {
        float[] x = new float[rows * NoisyNetwork.Features], y = new float[rows];
        new CounterRandom(21).FillNormal(x, 0, 1);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> features = x.AsSpan(row * NoisyNetwork.Features, NoisyNetwork.Features);
            y[row] = 2 * features[0] - features[5] + 0.5f * features[1] * features[2];
        }

        return (x, y);
    }
}

using NetGen.Tests.Harness;

namespace NetGen.Tests.Training;

/// <summary>Large parameters that are updated while their gradients are computed: the same as updating them afterwards.</summary>
public sealed class FusedUpdateTests
{
    private const int Batch = 48;
    private static readonly TrainerOptions Kept = new() { KeepGradients = true };
    private static readonly (float[] X, float[] Y) Rows = Trained.NormalRows(Batch, WideNetwork.Features);

    public static TheoryData<Optimizer, int> Optimizers()
    {
        Optimizer[] optimizers =
        [
            new Sgd(0.05f), new Sgd(0.05f, WeightDecay: 0.1), new Sgd(0.05f, Momentum: 0.9), new Sgd(0.05f, Momentum: 0.9, Nesterov: true),
            new Adam(0.01f), new AdamW(0.01f), new RmsProp(0.01f), new RmsProp(0.01f, Momentum: 0.5), new Nadam(0.01f), new Adagrad(0.01f), new Lion(0.01f),
            new Lamb(0.01f),
        ];
        var cases = new TheoryData<Optimizer, int>();
        foreach (Optimizer optimizer in optimizers)
        {
            cases.Add(optimizer, 1);
            cases.Add(optimizer, Batch);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Step_FusedAndNot_SameBits(Optimizer optimizer, int rows)
    {
        (WideNetwork fused, WideNetwork kept) = (new(seed: 5), new(seed: 5));
        using var trainer = fused.CreateTrainer(optimizer, Batch);
        using var reference = kept.CreateTrainer(optimizer, Batch, Kept);
        float[] before = Trained.Values(fused);
        for (int i = 0; i < 4; i++)
            Assert.Equal(Step(reference, rows), Step(trainer, rows));
        Assert.NotEqual(before, Trained.Values(fused));
        Assert.Equal(Trained.Values(kept), Trained.Values(fused));
        Assert.Equal(Trained.State(reference), Trained.State(trainer));
        Assert.Equal(reference.OptimizerState.Steps, trainer.OptimizerState.Steps);
    }

    [Fact]
    public void Step_AnyNumberOfThreads_SameBits()
    {
        float[] one = Train(new TrainerOptions { Threads = 1 });
        Assert.Equal(one, Train(new TrainerOptions { Threads = 2 }));
        Assert.Equal(one, Train(new TrainerOptions()));
    }

    [Fact]
    public void Step_OnALargerPool_SameBits()
    {
        WorkerPool before = WorkerPool.Shared;
        float[] one = Train(new TrainerOptions { Threads = 1 }), clipped = Train(new TrainerOptions { Threads = 1, ClipNorm = 0.1f });
        using var pool = new WorkerPool(3);
        try
        {
            WorkerPool.Shared = pool;
            Assert.Equal(one, Train(new TrainerOptions()));
            Assert.Equal(clipped, Train(new TrainerOptions { ClipNorm = 0.1f }));
        }
        finally
        {
            WorkerPool.Shared = before;
        }
    }

    [Fact]
    public void Step_LossIsNotFinite_ChangesNothingButTheCounts()
    {
        var network = new WideNetwork(seed: 5);
        using var trainer = network.CreateTrainer(new Adam(), Batch);
        Step(trainer, Batch);
        (float[] parameters, float[] state, long[] steps) = (Trained.Values(network), Trained.State(trainer), trainer.OptimizerState.Steps.ToArray());
        float[] poisoned = [.. Rows.Y];
        poisoned[17] = float.PositiveInfinity;
        Assert.False(float.IsFinite(trainer.Step(Rows.X, poisoned)));
        Assert.Equal(parameters, Trained.Values(network));
        Assert.Equal(state, Trained.State(trainer));
        Assert.Equal(steps, trainer.OptimizerState.Steps.ToArray());
        Assert.Equal((2L, 1L), (trainer.StepCount, trainer.SkippedSteps));
    }

    [Fact]
    public void Freeze_LargeParameter_StandsStillAndGoesOnWithItsOwnSteps()
    {
        (WideNetwork fused, WideNetwork kept) = (new(seed: 5), new(seed: 5));
        using var trainer = fused.CreateTrainer(new Adam(0.01f), Batch);
        using var reference = kept.CreateTrainer(new Adam(0.01f), Batch, Kept);
        foreach (Trainer each in new Trainer[] { trainer, reference })
        {
            Step(each, Batch);
            each.Freeze("Shared.0.kernel");
            float[] before = each.Network.Parameters["Shared.0.kernel"].ToArray();
            Step(each, Batch);
            Assert.Equal(before, each.Network.Parameters["Shared.0.kernel"].ToArray());
            each.Unfreeze("*");
            Step(each, Batch);
            Assert.NotEqual(before, each.Network.Parameters["Shared.0.kernel"].ToArray());
        }

        Assert.Equal(Trained.Values(kept), Trained.Values(fused));
        Assert.Equal(reference.OptimizerState.Steps, trainer.OptimizerState.Steps);
    }

    [Fact]
    public void ClipNorm_SetAndTakenAway_SameBitsAsWithoutFusing()
    {
        (WideNetwork fused, WideNetwork kept) = (new(seed: 5), new(seed: 5));
        using var trainer = fused.CreateTrainer(new Adam(0.01f), Batch);
        using var reference = kept.CreateTrainer(new Adam(0.01f), Batch, Kept);
        foreach (Trainer each in new Trainer[] { trainer, reference })
        {
            Step(each, Batch);
            each.ClipNorm = 0.01f;
            Step(each, Batch);
            Assert.True(each.GradientNorm > 0.01);
            each.ClipNorm = null;
            Step(each, Batch);
        }

        Assert.Equal(Trained.Values(kept), Trained.Values(fused));
    }

    [Fact]
    public void SaveAndLoad_FusedSteps_SameBitsAsWithoutABreak()
    {
        var whole = new WideNetwork(seed: 5);
        using var uninterrupted = whole.CreateTrainer(new AdamW(0.01f), Batch);
        for (int i = 0; i < 6; i++) Step(uninterrupted, Batch);

        using var file = new TemporaryFile();
        using (var first = new WideNetwork(seed: 5).CreateTrainer(new AdamW(0.01f), Batch))
        {
            for (int i = 0; i < 2; i++) Step(first, Batch);
            first.Save(file.Path);
        }

        var resumed = new WideNetwork(seed: 99);
        using var second = resumed.CreateTrainer(new AdamW(0.01f), Batch);
        second.Load(file.Path);
        for (int i = 0; i < 4; i++) Step(second, Batch);
        Assert.Equal(Trained.Values(whole), Trained.Values(resumed));
    }

    [Fact]
    public void Gradients_NotKept_SaysWhatToDo()
    {
        using var trainer = new WideNetwork(seed: 5).CreateTrainer(new Sgd(), Batch);
        Step(trainer, Batch);
        var exception = Assert.Throws<InvalidOperationException>(() => trainer.Gradients);
        Assert.Contains("'Shared.0.kernel'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("KeepGradients = true", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gradients_Kept_AreThoseOfTheNetwork()
    {
        var network = new WideNetwork(seed: 5);
        using var trainer = network.CreateTrainer(new Sgd(), Batch, Kept);
        GradientSet expected = network.Gradients(Rows.X, Rows.Y);
        Step(trainer, Batch);
        Assert.Equal(expected.Buffer.Span, trainer.Gradients.Span);
        Assert.Contains(trainer.Gradients.Span.ToArray(), value => value != 0);
    }

    [Fact]
    public void Step_WarmedUp_AllocatesNothing()
    {
        using var trainer = new WideNetwork(seed: 5).CreateTrainer(new Adam(), Batch, new TrainerOptions { Threads = 1 });
        Allocations.AssertNone(() => Step(trainer, Batch));
    }

    private static float[] Train(TrainerOptions options)
    {
        var network = new WideNetwork(seed: 5);
        using var trainer = network.CreateTrainer(new Adam(), Batch, options);
        for (int i = 0; i < 5; i++) Step(trainer, Batch);
        return Trained.Values(network);
    }

    private static float Step(Trainer trainer, int rows) =>
        ((WideNetwork.Trainer)trainer).Step(Rows.X.AsSpan(..(rows * WideNetwork.Features)), Rows.Y.AsSpan(..rows));
}

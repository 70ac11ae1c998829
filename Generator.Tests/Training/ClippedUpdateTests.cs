using System.Runtime.CompilerServices;
using NetGen.Generator.Kernels;
using NetGen.Kernels;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Training;

/// <summary>Large parameters that are updated while their gradients are computed, though the update waits for the norm of all gradients.</summary>
public sealed class ClippedUpdateTests
{
    private const int Batch = 32;
    private const float Limit = 0.01f;
    private static readonly TrainerOptions Clipped = new() { ClipNorm = Limit };
    private static readonly TrainerOptions Stored = new() { ClipNorm = Limit, KeepGradients = true };
    private static readonly (float[] X, float[] Y) Rows = Trained.NormalRows(Batch, LargeNetwork.Features);

    public static TheoryData<Optimizer, int> Optimizers()
    {
        Optimizer[] optimizers =
        [
            new Sgd(0.5f), new Sgd(0.5f, WeightDecay: 0.1), new Sgd(0.5f, Momentum: 0.9), new Adam(0.01f, Epsilon: 1e-3), new AdamW(0.01f, Epsilon: 1e-3),
            new RmsProp(0.01f, Epsilon: 1e-3), new RmsProp(0.01f, Momentum: 0.5, Epsilon: 1e-3), new Nadam(0.01f, Epsilon: 1e-3), new Adagrad(0.01f, Epsilon: 1e-3), new Lion(0.01f),
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
    public void Step_ClippedWithAndWithoutStoredGradients_AgreeWithinRounding(Optimizer optimizer, int rows)
    {
        Assert.True(OuterSquares.Pays(rows, LargeNetwork.Features, 512) && OuterSquares.Pays(rows, 512, 523));
        (LargeNetwork fused, LargeNetwork kept) = (new(seed: 7), new(seed: 7));
        using var trainer = fused.CreateTrainer(optimizer, Batch, Clipped);
        using var reference = kept.CreateTrainer(optimizer, Batch, Stored);
        float[] before = Trained.Values(fused);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(Step(reference, rows), Step(trainer, rows), 1e-6);
            Assert.True(trainer.GradientNorm > Limit);
            Assert.Equal(reference.GradientNorm, trainer.GradientNorm, 1e-5 * reference.GradientNorm);
        }

        Assert.NotEqual(before, Trained.Values(fused));
        Assert.True(Distance(Trained.Values(kept), Trained.Values(fused)) <= 1e-5 * Distance(before, Trained.Values(fused)));
        Assert.Equal(reference.OptimizerState.Steps, trainer.OptimizerState.Steps);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Batch)]
    public void Step_Clipped_LargeGradientsNeverReachMemory(int rows)
    {
        using var trainer = new LargeNetwork(seed: 7).CreateTrainer(new Adam(), Batch, Clipped);
        Step(trainer, rows);
        ParameterLayout layout = trainer.OptimizerState.Layout;
        for (int i = 0; i < layout.Count; i++)
        {
            bool isStored = GradientsOf(trainer).Span.Slice(layout[i].Offset, layout[i].Size).ContainsAnyExcept(0);
            Assert.Equal(layout[i].Size < GradientUpdates.SmallestParameter, isStored);
        }
    }

    [Fact]
    public void GradientNorm_UnderTheLimit_IsThatOfTheGradientAndChangesNothingElse()
    {
        (LargeNetwork clipped, LargeNetwork free) = (new(seed: 7), new(seed: 7));
        GradientSet gradients = clipped.Gradients(Rows.X, Rows.Y);
        double expected = Math.Sqrt(gradients.Buffer.Span.ToArray().Sum(value => (double)value * value));
        using var trainer = clipped.CreateTrainer(new Adam(0.01f), Batch, new TrainerOptions { ClipNorm = 1e6f });
        using var reference = free.CreateTrainer(new Adam(0.01f), Batch);
        Step(trainer, Batch);
        Step(reference, Batch);
        Assert.Equal(expected, trainer.GradientNorm, 1e-6 * expected);
        Assert.Equal(Trained.Values(free), Trained.Values(clipped));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(Batch)]
    public void Step_AnyNumberOfThreads_SameBits(int rows)
    {
        (float[] one, double norm) = Train(rows, threads: 1);
        WorkerPool before = WorkerPool.Shared;
        using var pool = new WorkerPool(3);
        try
        {
            WorkerPool.Shared = pool;
            for (int threads = 2; threads <= 3; threads++)
            {
                (float[] same, double sameNorm) = Train(rows, threads);
                Assert.Equal(norm, sameNorm);
                Assert.Equal(one, same);
            }
        }
        finally
        {
            WorkerPool.Shared = before;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Step_GradientNotFinite_ChangesNothingButTheCounts(int rows)
    {
        Assert.True(OuterSquares.Pays(rows, LargeLinearNetwork.Features, LargeLinearNetwork.Units));
        var network = new LargeLinearNetwork(seed: 5);
        using var trainer = network.CreateTrainer(new Adam(), rows, Clipped);
        float[] x = new float[rows * LargeLinearNetwork.Features], y = new float[rows];
        trainer.Step(x, y);
        network.Parameters.Values(0).Clear();
        (float[] parameters, float[] state, long[] steps) = (Trained.Values(network), Trained.State(trainer), trainer.OptimizerState.Steps.ToArray());
        // Predictions of 0 are wrong by what has a finite square; the gradient is that times what the kernel of zeros hid.
        Array.Fill(x, 1e25f);
        Array.Fill(y, 1e18f);
        Assert.True(float.IsFinite(trainer.Step(x, y)));
        Assert.False(double.IsFinite(trainer.GradientNorm));
        Assert.Equal(parameters, Trained.Values(network));
        Assert.Equal(state, Trained.State(trainer));
        Assert.Equal(steps, trainer.OptimizerState.Steps.ToArray());
        Assert.Equal((2L, 1L), (trainer.StepCount, trainer.SkippedSteps));
    }

    [Fact]
    public void Step_LossNotFinite_ChangesNothingButTheCounts()
    {
        var network = new LargeNetwork(seed: 7);
        using var trainer = network.CreateTrainer(new Adam(), Batch, Clipped);
        Step(trainer, Batch);
        (float[] parameters, float[] state) = (Trained.Values(network), Trained.State(trainer));
        float[] poisoned = [.. Rows.Y];
        poisoned[3] = float.NaN;
        Assert.False(float.IsFinite(trainer.Step(Rows.X, poisoned)));
        Assert.Equal(parameters, Trained.Values(network));
        Assert.Equal(state, Trained.State(trainer));
        Assert.Equal((2L, 1L), (trainer.StepCount, trainer.SkippedSteps));
        Assert.True(float.IsFinite(Step(trainer, Batch)));
        Assert.NotEqual(parameters, Trained.Values(network));
    }

    [Fact]
    public void Freeze_LargeParameter_StandsStillAndDoesNotCount()
    {
        (LargeNetwork fused, LargeNetwork kept) = (new(seed: 7), new(seed: 7));
        using var trainer = fused.CreateTrainer(new Adam(0.01f), Batch, Clipped);
        using var reference = kept.CreateTrainer(new Adam(0.01f), Batch, Stored);
        foreach (Trainer each in new Trainer[] { trainer, reference })
        {
            Step(each, Batch);
            each.Freeze("Body.0.kernel");
            float[] before = each.Network.Parameters["Body.0.kernel"].ToArray();
            Step(each, Batch);
            Assert.Equal(before, each.Network.Parameters["Body.0.kernel"].ToArray());
            each.Unfreeze("*");
        }

        Assert.Equal(reference.GradientNorm, trainer.GradientNorm, 1e-5 * reference.GradientNorm);
        Assert.Equal(reference.OptimizerState.Steps, trainer.OptimizerState.Steps);
    }

    [Fact]
    public void ClipNorm_TakenAway_UpdatesAgainWithoutWaiting()
    {
        (LargeNetwork network, LargeNetwork same) = (new(seed: 7), new(seed: 7));
        using var trainer = network.CreateTrainer(new Sgd(0.1f), Batch, new TrainerOptions { ClipNorm = 1e6f });
        using var reference = same.CreateTrainer(new Sgd(0.1f), Batch);
        Step(trainer, Batch);
        trainer.ClipNorm = null;
        Step(trainer, Batch);
        for (int i = 0; i < 2; i++) Step(reference, Batch);
        Assert.Equal(Trained.Values(same), Trained.Values(network));
        Assert.Equal([2L, 2, 2, 2, 2, 2], trainer.OptimizerState.Steps.ToArray());
    }

    [Fact]
    public void Step_WarmedUp_AllocatesNothing()
    {
        using var trainer = new LargeNetwork(seed: 7).CreateTrainer(new Adam(), Batch, Clipped with { Threads = 1 });
        Allocations.AssertNone(() => Step(trainer, Batch));
    }

    /// <summary>What a trainer does not show, since it is not kept.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_gradients")]
    private static extern ref AlignedBuffer GradientsOf(Trainer trainer);

    private static (float[] Values, double Norm) Train(int rows, int threads)
    {
        var network = new LargeNetwork(seed: 7);
        using var trainer = network.CreateTrainer(new Adam(), Batch, Clipped with { Threads = threads });
        for (int i = 0; i < 3; i++) Step(trainer, rows);
        return (Trained.Values(network), trainer.GradientNorm);
    }

    private static float Step(Trainer trainer, int rows) =>
        ((LargeNetwork.Trainer)trainer).Step(Rows.X.AsSpan(..(rows * LargeNetwork.Features)), Rows.Y.AsSpan(..rows));

    private static double Distance(float[] a, float[] b) => Math.Sqrt(a.Zip(b, (p, q) => Math.Pow((double)p - q, 2)).Sum());
}

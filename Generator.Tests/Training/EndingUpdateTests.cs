using NetGen.Kernels;
using NetGen.Tests.Numerics.Networks;

namespace NetGen.Tests.Training;

/// <summary>Steps of several threads on small networks, which end with the update: the same as one thread's, which updates afterwards.</summary>
[Collection(ExclusiveTests.Name)]
public sealed class EndingUpdateTests : IDisposable
{
    private const int Batch = 400, Features = 40;
    private static readonly (float[] X, float[] Y) Rows = Trained.NormalRows(Batch, Features);
    private readonly WorkerPool _before = WorkerPool.Shared;
    private readonly WorkerPool _pool = new(3);

    public EndingUpdateTests() => WorkerPool.Shared = _pool;

    public static TheoryData<Optimizer> OnePass() =>
    [
        new Sgd(0.05f), new Sgd(0.05f, WeightDecay: 0.1), new Sgd(0.05f, Momentum: 0.9), new Adam(0.01f), new AdamW(0.01f), new RmsProp(0.01f),
        new RmsProp(0.01f, Momentum: 0.5), new Nadam(0.01f), new Adagrad(0.01f), new Lion(0.01f),
    ];

    public void Dispose()
    {
        WorkerPool.Shared = _before;
        _pool.Dispose();
    }

    [Theory]
    [MemberData(nameof(OnePass))]
    public void Step_SeveralThreads_SameBitsAsOne(Optimizer optimizer)
    {
        foreach (bool isTwice in (bool[])[false, true])
        {
            for (int threads = 2; threads <= 3; threads++)
            {
                using Training one = new(isTwice, optimizer, new() { Threads = 1 }), several = new(isTwice, optimizer, new() { Threads = threads });
                foreach (int rows in (int[])[Batch, 257, 1, 128, Batch])
                {
                    Assert.Equal(one.Step(rows), several.Step(rows));
                    Assert.False(one.Trainer.Ending.IsPrepared);
                    Assert.Equal(rows > 128, several.Trainer.Ending.IsPrepared);
                }

                AssertSame(one, several);
                Assert.All(several.Trainer.OptimizerState.Steps.ToArray(), steps => Assert.Equal(5, steps));
            }
        }
    }

    [Fact]
    public void Step_LossIsNotFinite_ChangesNothingButTheCounts()
    {
        foreach (bool isTwice in (bool[])[false, true])
        {
            using Training training = new(isTwice, new Adam(), new());
            training.Step(Batch);
            (float[] parameters, float[] state, long[] steps) =
                (Trained.Values(training.Network), Trained.State(training.Trainer), training.Trainer.OptimizerState.Steps.ToArray());
            float[] poisoned = [.. Rows.Y];
            poisoned[^1] = float.PositiveInfinity;
            Assert.False(float.IsFinite(training.Step(Batch, poisoned)));
            Assert.True(training.Trainer.Ending.IsPrepared);
            Assert.Equal(parameters, Trained.Values(training.Network));
            Assert.Equal(state, Trained.State(training.Trainer));
            Assert.Equal(steps, training.Trainer.OptimizerState.Steps.ToArray());
            Assert.Equal((2L, 1L), (training.Trainer.StepCount, training.Trainer.SkippedSteps));
        }
    }

    [Fact]
    public void Step_SomethingBetweenGradientsAndUpdate_SameBitsAsOneThread()
    {
        TrainerOptions[] between =
        [
            new() { ClipNorm = 0.1f }, new() { ClipValue = 0.001f }, new() { AccumulationSteps = 2 }, new() { Penalties = [new WeightPenalty("*.kernel") { L2 = 0.01 }] },
            new() { Groups = [new ParameterGroup("*.bias") { LearningRateFactor = 0.5f }] }, new() { Frozen = ["*.bias"] },
        ];
        foreach (TrainerOptions options in between)
        {
            using Training one = new(isTwice: false, new Adam(0.01f), options with { Threads = 1 }), several = new(isTwice: false, new Adam(0.01f), options);
            for (int i = 0; i < 4; i++)
            {
                Assert.Equal(one.Step(Batch), several.Step(Batch));
                Assert.False(several.Trainer.Ending.IsPrepared, options.ToString());
            }

            AssertSame(one, several);
        }
    }

    [Fact]
    public void Step_SettingsChangeBetweenSteps_SameBitsAsOneThread()
    {
        using Training one = new(isTwice: false, new Adam(0.01f), new() { Threads = 1 }), several = new(isTwice: false, new Adam(0.01f), new());
        (Action<Trainer> Change, bool Ends)[] changes =
        [
            (_ => { }, true), (t => t.ClipNorm = 0.01f, false), (t => t.ClipNorm = null, true), (t => t.Freeze("Dense1.*"), false),
            (t => t.Unfreeze("*"), false), // their histories differ from now on
            (t => t.LearningRate = 0.02f, false),
        ];
        foreach ((Action<Trainer> change, bool ends) in changes)
        {
            change(one.Trainer);
            change(several.Trainer);
            Assert.Equal(one.Step(Batch), several.Step(Batch));
            Assert.Equal(ends, several.Trainer.Ending.IsPrepared);
            AssertSame(one, several);
        }
    }

    [Fact]
    public void Step_LayerwiseOptimizerOrAverage_SameBitsAsOneThread()
    {
        TrainerOptions options = new() { Average = new WeightAverage(0.9), KeepGradients = true };
        foreach (Optimizer optimizer in (Optimizer[])[new Lamb(0.01f), new Adam(0.01f)])
        {
            using Training one = new(isTwice: true, optimizer, options with { Threads = 1 }), several = new(isTwice: true, optimizer, options);
            for (int i = 0; i < 3; i++)
                Assert.Equal(one.Step(Batch), several.Step(Batch));
            Assert.Equal(optimizer is Adam, several.Trainer.Ending.IsPrepared);
            Assert.Equal(one.Trainer.Gradients.Span, several.Trainer.Gradients.Span);
            one.Trainer.ApplyAverage();
            several.Trainer.ApplyAverage();
            AssertSame(one, several);
        }
    }

    private static void AssertSame(Training one, Training several)
    {
        Assert.Equal(Trained.Values(one.Network), Trained.Values(several.Network));
        Assert.Equal(Trained.State(one.Trainer), Trained.State(several.Trainer));
        Assert.Equal(one.Trainer.OptimizerState.Steps, several.Trainer.OptimizerState.Steps);
    }

    /// <summary>A network that uses a layer twice, whose gradient is computed after the blocks, or one that does not.</summary>
    private sealed class Training : IDisposable
    {
        private readonly Func<float[], float[], float> _step;

        public Training(bool isTwice, Optimizer optimizer, TrainerOptions options)
        {
            if (isTwice)
            {
                var network = new SmallTwiceNetwork(seed: 5);
                var trainer = network.CreateTrainer(optimizer, Batch, options);
                (Network, Trainer, _step) = (network, trainer, (x, y) => trainer.Step(x, y));
            }
            else
            {
                var network = new SmallNetwork(seed: 5);
                var trainer = network.CreateTrainer(optimizer, Batch, options);
                (Network, Trainer, _step) = (network, trainer, (x, y) => trainer.Step(x, y));
            }
        }

        public INetwork Network { get; }

        public Trainer Trainer { get; }

        public float Step(int rows, float[]? y = null) => _step(Rows.X[..(rows * Features)], (y ?? Rows.Y)[..rows]);

        public void Dispose() => Trainer.Dispose();
    }
}

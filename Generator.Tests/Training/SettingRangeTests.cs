namespace NetGen.Tests.Training;

/// <summary>A number, path or list that cannot be meant is refused where it is given, with its name, the value and the range.</summary>
public sealed class SettingRangeTests
{
    private static readonly DataSet Data = LinearData.Create(40);

    public static TheoryData<string, Action> OutOfRange => new()
    {
        { "NoisyNetwork.Threads is -1; it must be at least 0", () => new NoisyNetwork().Threads = -1 },
        { "TrainerOptions.Threads is -1; it must be at least 0", () => Create(new TrainerOptions { Threads = -1 }) },
        { "TrainerOptions.AccumulationSteps is 0; it must be at least 1", () => Create(new TrainerOptions { AccumulationSteps = 0 }) },
        { "batchSize is 0; it must be at least 1", () => Create(new TrainerOptions(), batchSize: 0) },
        { "A batch of 2147483647 rows needs", () => Create(new TrainerOptions(), batchSize: int.MaxValue) },
        { "batchSize is -3; it must be at least 1", () => new NoisyNetwork().Evaluate(Data, -3) },
        { "a pool cannot have 0 threads; give a number from 1", () => new WorkerPool(0).Dispose() },
        { "a pool cannot have 100000000 threads; give a number from 1", () => new WorkerPool(100_000_000).Dispose() },
        { "StepSchedule.Epochs is 0; it must be at least 1", () => Schedule.Step(0) },
        { "StepSchedule.Decay is NaN; it must be at least 0 and finite", () => Schedule.Step(1, double.NaN) },
        { "StepSchedule.Decay is -0.1; it must be at least 0 and finite", () => _ = (StepSchedule)Schedule.Step(1) with { Decay = -0.1 } },
        { "CosineSchedule.Floor is -0.1; it must be at least 0 and finite", () => Schedule.Cosine(-0.1) },
        { "CosineSchedule.Floor is Infinity; it must be at least 0 and finite", () => Schedule.Cosine(double.PositiveInfinity) },
        { "OneCycleSchedule.StartDivisor is 0.5; it must be at least 1 and finite", () => Schedule.OneCycle(startDivisor: 0.5) },
        { "OneCycleSchedule.EndDivisor is NaN; it must be at least 1 and finite", () => Schedule.OneCycle(endDivisor: double.NaN) },
        { "the rise takes 1 of the training; it must lie between 0 and 1", () => _ = (OneCycleSchedule)Schedule.OneCycle() with { Rise = 1 } },
        { "a warm-up of -1 steps; it must be at least 0", () => Schedule.Constant.WarmUp(-1) },
        { "FitOptions.Epochs is 0; it must be at least 1", () => Fit(new FitOptions { Epochs = 0 }) },
        { "FitOptions.BatchSize is -1; it must be at least 1", () => Fit(new FitOptions { BatchSize = -1 }) },
        { "FitOptions.ReportEverySteps is -1; it must be at least 0", () => Fit(new FitOptions { ReportEverySteps = -1 }) },
        { "FitOptions.ValidationFraction is 1; it must be at least 0 and below 1", () => Fit(new FitOptions { ValidationFraction = 1 }) },
        { "EarlyStopping.Patience is 0; it must be at least 1", () => Fit(new FitOptions { EarlyStopping = new EarlyStopping { Patience = 0 } }) },
        { "EarlyStopping.MinDelta is NaN; it must be at least 0", () => Fit(new FitOptions { EarlyStopping = new EarlyStopping { MinDelta = double.NaN } }) },
        { "Checkpointing.EveryEpochs is -1; it must be at least 0", () => Fit(new FitOptions { Checkpoint = new Checkpointing("a") { EveryEpochs = -1 } }) },
        { "50000 classes; there must be 2 … 46340", () => _ = new ConfusionMatrix(50_000) },
        { "label is -1; it must be 0 … 2", () => _ = new ConfusionMatrix(3).Precision(-1) },
        { "predicted is 3; it must be 0 … 2", () => _ = new ConfusionMatrix(3)[0, 3] },
        { "width is 0; it must be at least 1", () => Standardizer.Fit([1f], 0) },
    };

    [Theory, MemberData(nameof(OutOfRange))]
    public void Number_OutOfRange_IsRefusedWithItsRange(string message, Action use) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(use).Message, StringComparison.Ordinal);

    public static TheoryData<string, Action> Null => new()
    {
        { "FitOptions.Schedule", () => Fit(new FitOptions { Schedule = null! }) },
        { "FitOptions.Trainer", () => Fit(new FitOptions { Trainer = null! }) },
        { "FitOptions.Optimizer", () => Fit(new FitOptions { Optimizer = null! }) },
        { "TrainerOptions.Groups", () => Create(new TrainerOptions { Groups = null! }) },
        { "TrainerOptions.Groups", () => Create(new TrainerOptions { Groups = [null!] }) },
        { "TrainerOptions.Frozen", () => Create(new TrainerOptions { Frozen = [null!] }) },
        { "TrainerOptions.Penalties", () => Create(new TrainerOptions { Penalties = [null!] }) },
    };

    [Theory, MemberData(nameof(Null))]
    public void Setting_OfNull_IsNamed(string name, Action use) => Assert.Equal(name, Assert.ThrowsAny<ArgumentException>(use).ParamName);

    [Fact]
    public void Fit_BatchesBeyondTheData_TakesAllRowsInOne()
    {
        LinearNetwork whole = new(1), beyond = new(1);
        whole.Fit(Data, new FitOptions { Epochs = 2, BatchSize = 40 });
        Assert.Equal(2, beyond.Fit(Data, new FitOptions { Epochs = 2, BatchSize = int.MaxValue }).Steps);
        Assert.Equal(whole.Parameters.Buffer.Span.ToArray(), beyond.Parameters.Buffer.Span.ToArray());
    }

    [Fact]
    public void Fit_ScheduleWithoutAFactor_NamesItAndTheStep()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Fit(new FitOptions { BatchSize = 10, Schedule = new NoSchedule() }));
        Assert.Equal("NoSchedule { } gives the factor NaN for step 3; it must be at least 0 and finite", exception.Message);
    }

    [Fact]
    public void Threads_BeyondThePool_AreTheWholePool() => Assert.Equal(int.MaxValue, new NoisyNetwork { Threads = int.MaxValue }.Threads);

    [Fact]
    public void Gradients_IntoASetOfAnotherNetwork_AreRefused()
    {
        var network = new NoisyNetwork(seed: 3);
        var other = new GradientSet(new LinearNetwork(1), rows: 8);
        var exception = Assert.Throws<ArgumentException>(() => network.Gradients(new float[8 * NoisyNetwork.Features], new float[8], other));
        Assert.StartsWith("this set of gradients was made for a network of another class than NoisyNetwork", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Step_OverlappingAnotherThreads_IsRefused()
    {
        using var trainer = new OverlappingTrainer(new LinearNetwork(1));
        trainer.Step(default);
        trainer.Meanwhile = () =>
        {
            trainer.Meanwhile = null;
            var other = new Thread(() => trainer.Step(default));
            other.Start();
            other.Join();
        };
        Assert.StartsWith("another thread took a step with this trainer, or another of the same network,", Assert.Throws<InvalidOperationException>(() => trainer.Step(default)).Message, StringComparison.Ordinal);
        Assert.Equal(2, trainer.StepCount);
        trainer.Step(default);
    }

    // What two loops that fit one network at once do.
    [Fact]
    public void Step_OverlappingOneOfAnotherTrainerOfTheNetwork_IsRefused()
    {
        var network = new LinearNetwork(1);
        using OverlappingTrainer trainer = new(network), second = new(network);
        second.Step(default);
        trainer.Step(default);
        trainer.Meanwhile = () =>
        {
            var other = new Thread(() => second.Step(default));
            other.Start();
            other.Join();
        };
        Assert.Contains("one thread at a time may train a network", Assert.Throws<InvalidOperationException>(() => trainer.Step(default)).Message, StringComparison.Ordinal);
        Assert.Equal((1, 2), (trainer.StepCount, second.StepCount));
    }

    [Fact]
    public void Batch_ThatWasNotReadOrHasNoSuchSlot_SaysSo()
    {
        Assert.Contains("take one that a BatchReader has read", Assert.Throws<InvalidOperationException>(() => default(BatchView).Floats(0)).Message, StringComparison.Ordinal);
        foreach (bool shuffle in new[] { false, true })
        {
            using var reader = new BatchReader(Data, new LinearNetwork(1).Inputs, 4, new BatchReaderOptions { Shuffle = shuffle });
            var exception = Assert.Throws<ArgumentOutOfRangeException>(() =>
            {
                reader.Read(out BatchView batch);
                batch.Integers(2);
            });
            Assert.StartsWith("There is no slot 2: the reader was made for 0 'x', 1 'y'.", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Gradients_OfNoRows_AreRefused()
    {
        var network = new NoisyNetwork(seed: 3);
        Action[] calls = [() => network.Gradients([], []), () => network.Gradients([], [], new float[0]), () => network.Backward([], [])];
        foreach (Action call in calls)
            Assert.StartsWith("NoisyNetwork: 'x' has no rows, and the gradient is a mean over rows; pass at least one.", Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_ThatOverlapWhatIsRead_AreRefused()
    {
        var network = new NoisyNetwork(seed: 3);
        using NoisyNetwork.Trainer trainer = network.CreateTrainer(new Sgd(), 4);
        float[] x = new float[(4 * NoisyNetwork.Features) + 5], y = new float[4], before = network.Parameters.Buffer.Span.ToArray();
        int width = 4 * NoisyNetwork.Features;
        Action[] calls =
        [
            () => network.Predict(x.AsSpan(0, width), x.AsSpan(width - 1, 4)),
            () => trainer.Step(x.AsSpan(0, width), y, x.AsSpan(0, 4)),
            () => network.Gradients(x.AsSpan(1, width), y, x.AsSpan(0, 4)),
        ];
        foreach (Action call in calls)
            Assert.StartsWith("NoisyNetwork: the memory of the output 'prediction' overlaps that of 'x', which would be overwritten; pass memory of its own.", Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);
        Assert.Contains("overlaps that of 'y'", Assert.Throws<ArgumentException>(() => trainer.Step(x.AsSpan(0, width), x.AsSpan(width, 4), x.AsSpan(width + 1, 4))).Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Parameters.Buffer.Span.ToArray());

        // Parts of one array that lie apart.
        network.Predict(x.AsSpan(0, width), x.AsSpan(width, 4));
        trainer.Step(x.AsSpan(0, width), y, x.AsSpan(width, 4));
    }

    private static void Create(TrainerOptions options, int batchSize = 4)
    {
        using NoisyNetwork.Trainer trainer = new NoisyNetwork().CreateTrainer(new Adam(), batchSize, options);
    }

    private static void Fit(FitOptions options) => new LinearNetwork(1).Fit(Data, options);

    private sealed record NoSchedule : Schedule
    {
        public override double Factor(ScheduleTime time) => time.Step == 3 ? double.NaN : 1;
    }

    private sealed class OverlappingTrainer(INetwork network) : Trainer(network, new Sgd(), batchSize: 4, options: null)
    {
        public Action? Meanwhile { get; set; }

        public override float Step(BatchView batch)
        {
            RequireRows(1);
            Meanwhile?.Invoke();
            return Finish(0f);
        }
    }
}

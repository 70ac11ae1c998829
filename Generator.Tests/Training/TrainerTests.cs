namespace NetGen.Tests.Training;

public sealed class TrainerTests
{
    [Fact]
    public void Step_TooManyRows_NamesBothNumbers()
    {
        using Trainer trainer = new LinearNetwork(1).CreateTrainer(new Adam(), batchSize: 16);
        var exception = Assert.Throws<ArgumentException>(() => StepAll(trainer, LinearData.Create(20)));
        Assert.Contains("batch of 20 rows, but this trainer was created with batchSize: 16", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Step_NonFiniteLoss_ChangesNothingButTheCounts()
    {
        var network = new LinearNetwork(1);
        using Trainer trainer = network.CreateTrainer(new Adam(), batchSize: 16);
        StepAll(trainer, LinearData.Create(16));
        float[] before = network.Parameters.Buffer.Span.ToArray(), mean = trainer.OptimizerState.Buffer(0).ToArray();
        DataSet poisoned = LinearData.Create(16, changeTargets: targets => targets[3] = float.NaN);
        Assert.True(float.IsNaN(StepAll(trainer, poisoned)));
        Assert.Equal(before, network.Parameters.Buffer.Span.ToArray());
        Assert.Equal(mean, trainer.OptimizerState.Buffer(0).ToArray());
        Assert.Equal((2L, 1L), (trainer.StepCount, trainer.SkippedSteps));
    }

    [Fact]
    public void Freeze_Pattern_OnlyTheOthersMove()
    {
        var network = new LinearNetwork(1);
        float[] kernel = network.Parameters["Head.0.kernel"].ToArray();
        using Trainer trainer = network.CreateTrainer(new Adam(), 16, new TrainerOptions { Frozen = ["Head.?.kernel"] });
        StepAll(trainer, LinearData.Create(16));
        Assert.Equal(kernel, network.Parameters["Head.0.kernel"].ToArray());
        Assert.NotEqual(0f, network.Parameters["Head.0.bias"][0]);
        trainer.Unfreeze("*");
        StepAll(trainer, LinearData.Create(16));
        Assert.NotEqual(kernel, network.Parameters["Head.0.kernel"].ToArray());
    }

    [Fact]
    public void Freeze_NoSuchName_NamesTheNearest()
    {
        using Trainer trainer = new LinearNetwork(1).CreateTrainer(new Adam(), 16);
        var exception = Assert.Throws<ArgumentException>(() => trainer.Freeze("Head.0.kernal"));
        Assert.Contains("'Head.0.kernel'", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void LearningRate_OutOfRange_Refused(float rate)
    {
        using Trainer trainer = new LinearNetwork(1).CreateTrainer(new Adam(), 16);
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.LearningRate = rate);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    public void ClipNorm_NotPositive_Refused(float limit)
    {
        using Trainer trainer = new LinearNetwork(1).CreateTrainer(new Adam(), 16);
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.ClipNorm = limit);
    }

    [Fact]
    public void SaveAndLoad_HandWrittenLoop_SameBitsAsWithoutABreak()
    {
        DataSet data = LinearData.Create(16);
        var whole = new LinearNetwork(1);
        using Trainer uninterrupted = whole.CreateTrainer(new AdamW(0.05f), 16);
        for (int i = 0; i < 10; i++) StepAll(uninterrupted, data);

        using var file = new TemporaryFile();
        using (Trainer first = new LinearNetwork(1).CreateTrainer(new AdamW(0.05f), 16))
        {
            for (int i = 0; i < 4; i++) StepAll(first, data);
            first.Save(file.Path);
        }

        var resumed = new LinearNetwork(99);
        using Trainer second = resumed.CreateTrainer(new AdamW(0.05f), 16);
        second.Load(file.Path);
        for (int i = 0; i < 6; i++) StepAll(second, data);
        Assert.Equal(10, second.StepCount);
        Assert.Equal(whole.Parameters.Buffer.Span.ToArray(), resumed.Parameters.Buffer.Span.ToArray());
    }

    [Fact]
    public void Load_OtherOptimizer_RefusedAndNothingChanged()
    {
        using var file = new TemporaryFile();
        using (Trainer first = new LinearNetwork(1).CreateTrainer(new Sgd(), 16)) first.Save(file.Path);
        var network = new LinearNetwork(2);
        float[] before = network.Parameters.Buffer.Span.ToArray();
        using Trainer second = network.CreateTrainer(new Adam(), 16);
        var exception = Assert.Throws<InvalidDataException>(() => second.Load(file.Path));
        Assert.Contains("Sgd", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Adam", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Parameters.Buffer.Span.ToArray());
    }

    private static float StepAll(Trainer trainer, DataSet data)
    {
        using var reader = new BatchReader(data, trainer.Network.Inputs, data.Rows, new BatchReaderOptions { Shuffle = false });
        Assert.True(reader.Read(out BatchView batch));
        return trainer.Step(batch);
    }
}

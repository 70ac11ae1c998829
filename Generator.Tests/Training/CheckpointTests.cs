using System.Globalization;
using NetGen.Tests.Data;

namespace NetGen.Tests.Training;

public sealed class CheckpointTests
{
    private static readonly DataSet Data = LinearData.Create(103);

    public static TheoryData<Optimizer> Optimizers =>
        new() { new Sgd(0.05f, 0.9, true), new AdamW(0.02f), new RmsProp(0.01f, Momentum: 0.5) };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Resume_CancelledAtAnyStep_SameBitsAsWithoutABreak(Optimizer optimizer)
    {
        var whole = new LinearNetwork(1);
        FitResult expected = whole.Fit(Data, Options(optimizer));
        foreach (int stop in (int[])[1, 9, 10, 11, 17, 20, 39])
        {
            using var file = new TemporaryFile();
            using var source = new CancellationTokenSource();
            FitOptions interrupted = Options(optimizer) with
            {
                Checkpoint = new Checkpointing(file.Path) { EveryEpochs = 0 },
                ReportEverySteps = 1,
                Progress = new Recorder(report => { if (report.Step == stop) source.Cancel(); }),
            };
            Assert.Equal(FitStop.Cancelled, new LinearNetwork(1).Fit(Data, interrupted, source.Token).Stop);

            // A fresh network with other values: everything must come from the file.
            var resumed = new LinearNetwork(2);
            FitResult result = resumed.Fit(Data, Options(optimizer) with { Seed = 1, Checkpoint = new Checkpointing(file.Path) });
            Assert.Equal(whole.Parameters.Buffer.Span.ToArray(), resumed.Parameters.Buffer.Span.ToArray());
            AssertSame(expected, result);
        }
    }

    [Fact]
    public void Resume_LastPeriodicCheckpoint_SameBitsAsWithoutABreak()
    {
        var whole = new LinearNetwork(1);
        FitResult expected = whole.Fit(Data, Options(new Adam()));
        using var file = new TemporaryFile();
        FitOptions crashing = Options(new Adam()) with
        {
            Checkpoint = new Checkpointing(file.Path) { EverySteps = 7 },
            ReportEverySteps = 1,
            Progress = new Recorder(report => { if (report.Step == 25) throw new TimeoutException("a crash"); }),
        };
        Assert.Throws<TimeoutException>(() => new LinearNetwork(1).Fit(Data, crashing));
        var resumed = new LinearNetwork(1);
        AssertSame(expected, resumed.Fit(Data, Options(new Adam()) with { Checkpoint = new Checkpointing(file.Path) }));
        Assert.Equal(whole.Parameters.Buffer.Span.ToArray(), resumed.Parameters.Buffer.Span.ToArray());
    }

    [Fact]
    public void Resume_FinishedTraining_GoesOnWithMoreEpochs()
    {
        using var file = new TemporaryFile();
        FitOptions options = Options(new Adam()) with { Checkpoint = new Checkpointing(file.Path), Schedule = Schedule.Constant, EarlyStopping = null };
        var network = new LinearNetwork(1);
        network.Fit(Data, options with { Epochs = 2 });
        Assert.Equal(20, network.Fit(Data, options with { Epochs = 2 }).Steps);
        FitResult result = network.Fit(Data, options with { Epochs = 4 });
        Assert.Equal((40L, 4), (result.Steps, result.History.Count));

        var whole = new LinearNetwork(1);
        whole.Fit(Data, options with { Checkpoint = null });
        Assert.Equal(whole.Parameters.Buffer.Span.ToArray(), network.Parameters.Buffer.Span.ToArray());
    }

    [Fact]
    public void Resume_AfterEarlyStopping_TakesNoFurtherStep()
    {
        using var file = new TemporaryFile();
        FitOptions options = Options(new Adam(0.05f)) with
        {
            Epochs = 100,
            Checkpoint = new Checkpointing(file.Path),
            Schedule = Schedule.Constant,
            EarlyStopping = new EarlyStopping { Patience = 2, MinDelta = 0.5 },
        };
        var network = new LinearNetwork(1);
        FitResult first = network.Fit(Data, options);
        Assert.Equal(FitStop.EarlyStopped, first.Stop);
        float[] parameters = network.Parameters.Buffer.Span.ToArray();
        AssertSame(first, network.Fit(Data, options));
        Assert.Equal(parameters, network.Parameters.Buffer.Span.ToArray());
    }

    [Fact]
    public void Resume_BestWasBeforeTheBreak_ItsParametersAreRestored()
    {
        // Validation rows of another line: the first epoch is the best, and the last parameters are not.
        using var file = new TemporaryFile();
        FitOptions options = Options(new Sgd(0.1f)) with
        {
            ValidationFraction = 0,
            Validation = LinearData.Create(50, changeTargets: targets => Array.Fill(targets, 1.5f)),
            Checkpoint = new Checkpointing(file.Path),
        };
        new LinearNetwork(1).Fit(Data, options with { Epochs = 3 });
        var network = new LinearNetwork(1);
        FitResult result = network.Fit(Data, options);
        Assert.InRange(result.BestEpoch, 0, 2);
        Assert.NotEqual(result.BestValue, result.History[^1].Validation!.Loss);
        Assert.Equal(result.BestValue, network.Evaluate(options.Validation, 10).Loss);
    }

    [Fact]
    public void Resume_NotWanted_StartsAnew()
    {
        using var file = new TemporaryFile();
        FitOptions options = Options(new Adam()) with { Epochs = 1, Checkpoint = new Checkpointing(file.Path) { Resume = false } };
        var network = new LinearNetwork(1);
        network.Fit(Data, options);
        Assert.Single(network.Fit(Data, options).History);
    }

    [Theory]
    [InlineData("batch size", "'10'", "'20'")]
    [InlineData("optimizer", "Adam", "Sgd")]
    [InlineData("training rows", "'93'", "'103'")]
    [InlineData("seed", "'1'", "'6'")]
    public void Resume_OtherSettings_NamesBothAndChangesNothing(string what, string written, string now)
    {
        using var file = new TemporaryFile();
        FitOptions options = Options(new Adam()) with { Epochs = 1, Checkpoint = new Checkpointing(file.Path) };
        new LinearNetwork(1).Fit(Data, options);
        FitOptions changed = what switch
        {
            "batch size" => options with { BatchSize = 20 },
            "optimizer" => options with { Optimizer = new Sgd() },
            "seed" => options with { Seed = 6 },
            _ => options with { ValidationFraction = 0, Validation = Data },
        };
        var network = new LinearNetwork(1);
        float[] before = network.Parameters.Buffer.Span.ToArray();
        var exception = Assert.Throws<InvalidDataException>(() => network.Fit(Data, changed));
        Assert.Contains(what, exception.Message, StringComparison.Ordinal);
        Assert.Contains(written, exception.Message, StringComparison.Ordinal);
        Assert.Contains(now, exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Parameters.Buffer.Span.ToArray());
    }

    [Fact]
    public void Resume_NotACheckpoint_SaysSo()
    {
        using var file = new TemporaryFile();
        Safetensors.Write(file.Path, [new TensorEntry("a", [1])], _ => new float[1]);
        var exception = Assert.Throws<InvalidDataException>(() =>
            new LinearNetwork(1).Fit(Data, Options(new Adam()) with { Checkpoint = new Checkpointing(file.Path) }));
        Assert.Contains("not a training checkpoint", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resume_UnderAnotherCulture_SameBits()
    {
        using var file = new TemporaryFile();
        FitOptions options = Options(new Adam(0.0125f)) with { Checkpoint = new Checkpointing(file.Path) };
        FitResult written = new LinearNetwork(1).Fit(Data, options);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = TestCultures.Get("de-DE");
            AssertSame(written, new LinearNetwork(1).Fit(Data, options));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("history", "0 1.5")]
    [InlineData("history", "0 1.5 0.1 10 0.5 Mae")]
    [InlineData("epoch", "-1")]
    [InlineData("batch", "11")]
    [InlineData("parameter_steps", "3")]
    [InlineData("parameter_steps", "3,x")]
    [InlineData("loss_sum", "0x10")]
    [InlineData("steps", "")]
    [InlineData("netgen.checkpoint", "2")]
    public void Resume_DamagedField_NamesFileAndFieldAndChangesNothing(string field, string text)
    {
        using TemporaryFile good = new(), damaged = new();
        FitOptions options = Options(new Adam()) with { Epochs = 1 };
        new LinearNetwork(1).Fit(Data, options with { Checkpoint = new Checkpointing(good.Path) });
        using (SafetensorsFile stored = Safetensors.Open(good.Path))
        {
            var fields = new Dictionary<string, string>(stored.Metadata) { [field] = text };
            TensorEntry[] entries = [.. stored.Tensors.Select(tensor => new TensorEntry(tensor.Name, tensor.Shape))];
            Safetensors.Write(damaged.Path, entries, index => stored.Read(entries[index].Name), fields);
        }

        var network = new LinearNetwork(1);
        float[] before = network.Parameters.Buffer.Span.ToArray();
        var exception = Assert.Throws<InvalidDataException>(() =>
            network.Fit(Data, options with { Checkpoint = new Checkpointing(damaged.Path) }));
        Assert.Contains(damaged.Path, exception.Message, StringComparison.Ordinal);
        Assert.Contains(text, exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Parameters.Buffer.Span.ToArray());
    }

    [Fact]
    public void Checkpoint_Finished_HoldsTheLastParametersUnderTheirNames()
    {
        using var file = new TemporaryFile();
        var network = new LinearNetwork(1);
        network.Fit(Data, Options(new Adam()) with { Checkpoint = new Checkpointing(file.Path), EarlyStopping = null });
        using SafetensorsFile stored = Safetensors.Open(file.Path);
        Assert.Equal(network.Parameters["Head.0.kernel"].ToArray(), stored.Read("Head.0.kernel"));
    }

    private static FitOptions Options(Optimizer optimizer) => new()
    {
        Optimizer = optimizer,
        BatchSize = 10,
        Epochs = 4,
        ValidationFraction = 0.1,
        Schedule = Schedule.Cosine(0.1).WarmUp(5),
        ClipNorm = 3,
        EarlyStopping = new EarlyStopping { Patience = 20 },
    };

    private static void AssertSame(FitResult expected, FitResult actual)
    {
        Assert.Equal((expected.Stop, expected.BestEpoch, expected.BestValue, expected.Steps), (actual.Stop, actual.BestEpoch, actual.BestValue, actual.Steps));
        Assert.Equal(expected.History.Select(Bits), actual.History.Select(Bits));
    }

    private static (int Epoch, double Loss, double Validation, double R2, float Rate) Bits(EpochResult epoch) =>
        (epoch.Epoch, epoch.Loss, epoch.Validation!.Loss, epoch.Validation["R2"], epoch.LearningRate);
}

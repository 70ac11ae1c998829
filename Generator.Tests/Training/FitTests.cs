namespace NetGen.Tests.Training;

public sealed class FitTests
{
    [Fact]
    public void Fit_LinearData_FindsTheCoefficients()
    {
        var network = new LinearNetwork(1);
        FitResult result = network.Fit(LinearData.Create(500), new FitOptions { Optimizer = new Adam(0.05f), BatchSize = 32, Epochs = 30, ValidationFraction = 0.2 });
        Assert.Equal(FitStop.Completed, result.Stop);
        Assert.Equal(30, result.History.Count);
        Assert.Equal(30 * 13, result.Steps);
        Assert.Equal(2f, network.Parameters["Head.0.kernel"][0], 0.05f);
        Assert.Equal(-1f, network.Parameters["Head.0.kernel"][1], 0.05f);
        Assert.Equal(3f, network.Parameters["Head.0.bias"][0], 0.05f);
        Assert.Equal(100, result.History[^1].Validation!.Rows);
        Assert.True(result.History[^1].Validation!["R2"] > 0.99);
        Assert.True(result.History[^1].Validation!["mae"] < 0.12);
    }

    [Fact]
    public void Fit_SameSeedTwice_SameBits()
    {
        Assert.Equal(Train(seed: 4), Train(seed: 4));
        Assert.NotEqual(Train(seed: 4), Train(seed: 5));
    }

    [Fact]
    public void Fit_Prefetch_SameBits() => Assert.Equal(Train(seed: 4), Train(seed: 4, prefetch: true));

    [Fact]
    public void Fit_ValidationFromTheEnd_TrainsOnTheFirstRows()
    {
        // The last rows are of another line: training must not see them, and validation must see nothing else.
        DataSet data = LinearData.Create(200, noise: 0, targets => targets.AsSpan(150).Fill(1000));
        var network = new LinearNetwork(1);
        FitResult result = network.Fit(data, new FitOptions
        {
            Optimizer = new Adam(0.1f),
            BatchSize = 50,
            Epochs = 200,
            ValidationFraction = 0.25,
            ValidationRows = ValidationRows.Last,
        });
        Assert.True(result.History[^1].Loss < 1e-3);
        Assert.Equal(50, result.History[^1].Validation!.Rows);
        Assert.True(result.History[^1].Validation!["Mae"] > 900);
    }

    [Fact]
    public void Fit_RandomValidation_RowsAreApartAndComplete()
    {
        float[] ids = [.. Enumerable.Range(0, 40)];
        DataSet data = new DataSet().Add("x", new float[120], 3).Add("y", ids);
        (DataSet training, DataSet? validation) = ValidationSplit.Of(data, new FitOptions { ValidationFraction = 0.25 }, seed: 3);
        Assert.Equal(10, validation!.Rows);
        Assert.Equal(ids, training["y"].Floats.ToArray().Concat(validation["y"].Floats.ToArray()).Order());
        Assert.NotEqual(ids[30..], validation["y"].Floats.ToArray());
    }

    [Fact]
    public void Fit_ValidationThatDoesNotFit_IsRefusedBeforeTheFirstStep()
    {
        var network = new LinearNetwork(1);
        float[] before = network.Parameters.Buffer.Span.ToArray();
        (DataSet Validation, string Message)[] cases =
        [
            (new DataSet().Add("x", new float[0], 3).Add("y", new float[0]), "The validation data set has no rows; leave FitOptions.Validation out, or give it some."),
            (new DataSet().Add("x", new float[3], 3), "The validation data set does not fit the network."),
        ];
        foreach (var (validation, message) in cases)
        {
            var exception = Assert.Throws<ArgumentException>(() => network.Fit(LinearData.Create(10), new FitOptions { Epochs = 1, Validation = validation }));
            Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, network.Parameters.Buffer.Span.ToArray());
    }

    [Fact]
    public void Fit_LossNoLongerFalls_StopsAndRestoresTheBest()
    {
        // Validation rows of another line: the longer the training, the worse they are met.
        DataSet validation = LinearData.Create(50, changeTargets: targets => Array.Fill(targets, 1.5f));
        var network = new LinearNetwork(1);
        FitResult result = network.Fit(LinearData.Create(100), new FitOptions
        {
            Optimizer = new Adam(0.05f),
            BatchSize = 10,
            Epochs = 200,
            Validation = validation,
            EarlyStopping = new EarlyStopping { Patience = 5 },
        });
        Assert.Equal(FitStop.EarlyStopped, result.Stop);
        Assert.Equal(result.BestEpoch + 6, result.History.Count);
        Assert.Equal(result.History.Min(epoch => epoch.Validation!.Loss), result.BestValue);
        Assert.Equal(result.BestValue, network.Evaluate(validation, 10).Loss);
    }

    [Fact]
    public void Fit_MetricWhereMoreIsBetter_WatchesItsMaximum()
    {
        FitResult result = new LinearNetwork(1).Fit(LinearData.Create(100), new FitOptions
        {
            Optimizer = new Adam(0.05f),
            BatchSize = 10,
            Epochs = 10,
            ValidationFraction = 0.3,
            EarlyStopping = new EarlyStopping { Monitor = "r2", Patience = 100 },
        });
        Assert.Equal(result.History.Max(epoch => epoch.Validation!["R2"]), result.BestValue);
    }

    [Fact]
    public void Fit_MetricOfUnknownDirection_AsksForIt()
    {
        FitOptions options = new() { ValidationFraction = 0.5, Epochs = 3, EarlyStopping = new EarlyStopping { Monitor = "Mae" } };
        var exception = Assert.Throws<ArgumentException>(() => new LinearNetwork(1).Fit(LinearData.Create(10), options));
        Assert.Contains("HigherIsBetter", exception.Message, StringComparison.Ordinal);
        FitResult result = new LinearNetwork(1).Fit(LinearData.Create(10), options with { EarlyStopping = new EarlyStopping { Monitor = "Mae", HigherIsBetter = false } });
        Assert.Equal(result.History.Min(epoch => epoch.Validation!["Mae"]), result.BestValue);
    }

    [Fact]
    public void Fit_MetricWithoutValidationRows_SaysWhatToSet()
    {
        var options = new FitOptions { EarlyStopping = new EarlyStopping { Monitor = "R2" } };
        var exception = Assert.Throws<ArgumentException>(() => new LinearNetwork(1).Fit(LinearData.Create(10), options));
        Assert.Contains("ValidationFraction", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_MonitorUnknown_NamesTheKnown()
    {
        var options = new FitOptions { ValidationFraction = 0.5, EarlyStopping = new EarlyStopping { Monitor = "accuracy" } };
        var exception = Assert.Throws<ArgumentException>(() => new LinearNetwork(1).Fit(LinearData.Create(10), options));
        Assert.Contains("'accuracy'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'R2'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_Schedule_SetsTheRateOfEveryStep()
    {
        List<FitProgress> reports = [];
        new LinearNetwork(1).Fit(LinearData.Create(40), new FitOptions
        {
            Optimizer = new Sgd(0.2f),
            BatchSize = 10,
            Epochs = 4,
            Schedule = Schedule.Step(2, 0.5),
            ReportEverySteps = 1,
            Progress = new Recorder(reports.Add),
        });
        Assert.Equal(16, reports.Count);
        Assert.Equal(Enumerable.Range(1, 16).Select(step => (long)step), reports.Select(report => report.Step));
        Assert.All(reports, report => Assert.Equal(report.Epoch < 2 ? 0.2f : 0.1f, report.LearningRate));
        Assert.Equal([3, 7, 11, 15], reports.Index().Where(report => report.Item.IsEpochEnd).Select(report => report.Index));
    }

    [Fact]
    public void Fit_LossNotFinite_ThrowsNamingTheStep()
    {
        DataSet data = LinearData.Create(40, changeTargets: targets => targets[25] = float.NaN);
        var exception = Assert.Throws<NonFiniteLossException>(() =>
            new LinearNetwork(1).Fit(data, new FitOptions { BatchSize = 10, Shuffle = false, Epochs = 2 }));
        Assert.Equal((3L, 0, 2), (exception.Step, exception.Epoch, exception.Batch));
    }

    [Fact]
    public void Fit_LossNotFiniteAndSkip_TrainsOnTheOtherBatches()
    {
        DataSet data = LinearData.Create(40, changeTargets: targets => targets[25] = float.NaN);
        var network = new LinearNetwork(1);
        FitResult result = network.Fit(data, new FitOptions
        {
            Optimizer = new Adam(0.05f),
            BatchSize = 10,
            Shuffle = false,
            Epochs = 200,
            OnNonFiniteLoss = NonFiniteLossPolicy.Skip,
        });
        Assert.Equal((800L, 200L), (result.Steps, result.SkippedSteps));
        Assert.True(result.History[^1].Loss < 0.05);
    }

    [Fact]
    public void Fit_Cancelled_StopsAfterTheStep()
    {
        using var source = new CancellationTokenSource();
        FitResult result = new LinearNetwork(1).Fit(
            LinearData.Create(100),
            new FitOptions
            {
                BatchSize = 10,
                ReportEverySteps = 1,
                Progress = new Recorder(report => { if (report.Step == 13) source.Cancel(); }),
            },
            source.Token);
        Assert.Equal((FitStop.Cancelled, 13L, 1), (result.Stop, result.Steps, result.History.Count));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_StepsOfAnEpoch_AllocateNothing(bool shuffle)
    {
        long before = 0, after = -1;
        new LinearNetwork(1).Fit(LinearData.Create(1024), new FitOptions
        {
            BatchSize = 2,
            Epochs = 2,
            Shuffle = shuffle,
            ClipNorm = 1,
            ReportEverySteps = 1,
            Schedule = Schedule.Cosine().WarmUp(5),
            Progress = new Recorder(report =>
            {
                if (report is { Epoch: 1, Batch: 10 }) before = GC.GetAllocatedBytesForCurrentThread();
                if (report is { Epoch: 1, Batch: 500 }) after = GC.GetAllocatedBytesForCurrentThread();
            }),
        });
        Assert.Equal(0, after - before);
    }

    [Theory]
    [InlineData(0, 32, 0.0, "Epochs")]
    [InlineData(1, 0, 0.0, "BatchSize")]
    [InlineData(1, 1, 1.0, "ValidationFraction")]
    public void Fit_OptionOutOfRange_RefusedByName(int epochs, int batchSize, double fraction, string name)
    {
        var options = new FitOptions { Epochs = epochs, BatchSize = batchSize, ValidationFraction = fraction };
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new LinearNetwork(1).Fit(LinearData.Create(10), options));
        Assert.Equal(name, exception.ParamName);
    }

    private static float[] Train(ulong seed, bool prefetch = false)
    {
        var network = new LinearNetwork(1);
        network.Fit(LinearData.Create(100), new FitOptions { BatchSize = 8, Epochs = 3, Seed = seed, Prefetch = prefetch, ValidationFraction = 0.1 });
        return network.Parameters.Buffer.Span.ToArray();
    }
}

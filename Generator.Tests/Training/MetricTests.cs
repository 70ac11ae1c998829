using NetGen.Kernels;

namespace NetGen.Tests.Training;

public sealed class MetricTests
{
    [Fact]
    public void Mean_TwoColumns_MeanOverRowsAndColumns() => Assert.Equal(2.5, Evaluate(MetricKind.Mean, 2, [1, 2, 3, 4])["m"]);

    [Fact]
    public void Mean_ManySmallValues_SummedInDouble()
    {
        float[] values = new float[3_000_000];
        Array.Fill(values, 0.1f);
        Assert.Equal(0.1f, Evaluate(MetricKind.Mean, 1, values)["m"], 1e-12);
    }

    [Fact]
    public void R2_KnownValues_AgreesWithTheDefinition()
    {
        // y = 1, 2, 3, 4 and ŷ = 1.1, 1.9, 3.2, 4: residuals 0.01 + 0.01 + 0.04, variation 5.
        Assert.Equal(1 - 0.06 / 5, Evaluate(MetricKind.R2, 3, R2Rows([1, 2, 3, 4], [1.1f, 1.9f, 3.2f, 4]))["m"], 1e-6);
    }

    [Fact]
    public void R2_MeanPredicted_Zero() => Assert.Equal(0, Evaluate(MetricKind.R2, 3, R2Rows([1, 2, 3], [2, 2, 2]))["m"], 1e-9);

    [Fact]
    public void R2_TwoOutputs_Averaged()
    {
        // First output perfect, second predicts its mean. Blocks: two squared errors, two targets, two squares.
        float[] values = [0, 1, 1, 1, 1, 1, 0, 1, 2, 3, 4, 9];
        Assert.Equal(0.5, Evaluate(MetricKind.R2, 6, values)["m"], 1e-9);
    }

    [Theory]
    [InlineData(0.1f, 1.0)]
    [InlineData(0.3f, 0.0)]
    public void R2_ConstantTarget_OneWhereMetElseZero(float prediction, double expected) =>
        Assert.Equal(expected, Evaluate(MetricKind.R2, 3, R2Rows([.. Enumerable.Repeat(0.1f, 1000)], [.. Enumerable.Repeat(prediction, 1000)]))["m"]);

    [Fact]
    public void R2_TargetFarFromZero_KeepsItsDigits()
    {
        float[] targets = [.. Enumerable.Range(0, 1000).Select(i => 10_000f + i % 4)];
        float[] predictions = [.. targets.Select(target => target + 0.5f)];
        Assert.Equal(1 - 0.25 / 1.25, Evaluate(MetricKind.R2, 3, R2Rows(targets, predictions))["m"], 1e-9);
    }

    // Classes a and b, columns right a, right b, answered a, answered b, true a, true b; labels a a a b, answers a a b b.
    private static readonly float[] TwoClasses = [1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 1, 0, 1];

    [Fact]
    public void Precision_TwoClasses_Averaged() => Assert.Equal((1 + 0.5) / 2, Evaluate(MetricKind.Precision, 6, TwoClasses)["m"], 1e-12);

    [Fact]
    public void Recall_TwoClasses_Averaged() => Assert.Equal((2 / 3.0 + 1) / 2, Evaluate(MetricKind.Recall, 6, TwoClasses)["m"], 1e-12);

    [Fact]
    public void F1_TwoClasses_Averaged() => Assert.Equal((0.8 + 2 / 3.0) / 2, Evaluate(MetricKind.F1, 6, TwoClasses)["m"], 1e-12);

    [Fact]
    public void MeanIoU_TwoClasses_Averaged() => Assert.Equal((2 / 3.0 + 0.5) / 2, Evaluate(MetricKind.MeanIoU, 6, TwoClasses)["m"], 1e-12);

    [Fact]
    public void Rmse_TwoColumns_RootOfTheMeanOverBoth() => Assert.Equal(Math.Sqrt((1 + 4 + 9 + 4) / 4.0), Evaluate(MetricKind.Rmse, 2, [1, 4, 9, 4])["m"], 1e-12);

    [Fact]
    public void F1_ClassThatNeverOccurs_CountsZero() => Assert.Equal(0.5, Evaluate(MetricKind.F1, 6, [1, 0, 1, 0, 1, 0])["m"]);

    [Fact]
    public void Auc_RandomScores_AgreesWithCountingPairs()
    {
        float[] scores = new float[500], values = new float[1000];
        new CounterRandom(3).FillNormal(scores, 0, 2);
        for (int i = 0; i < scores.Length; i++)
        {
            // Rounded, so that some scores are equal and none is lost to the bins.
            scores[i] = MathF.Round(scores[i] * 8) / 8;
            (values[2 * i], values[2 * i + 1]) = (scores[i], i % 3 == 0 ? 1 : 0);
        }

        double pairs = 0, count = 0;
        for (int i = 0; i < scores.Length; i += 3)
        {
            for (int j = 0; j < scores.Length; j++)
            {
                if (j % 3 == 0) continue;
                pairs += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                count++;
            }
        }

        Assert.Equal(pairs / count, Evaluate(MetricKind.Auc, 2, values)["m"], 1e-12);
    }

    [Fact]
    public void Auc_ExtremeScores_OrderedByValue()
    {
        float[] rising = [float.NaN, float.NegativeInfinity, -1e30f, -1, -1e-30f, 0, 1e-30f, 1, 1e30f, float.PositiveInfinity];
        for (int split = 1; split < rising.Length; split++)
            Assert.Equal(1, Evaluate(MetricKind.Auc, 2, [.. rising.SelectMany((score, i) => new[] { score, i >= split ? 1 : 0 })])["m"]);
    }

    [Fact]
    public void Auc_TwoOutputs_Averaged()
    {
        // The first column in order, the second the wrong way round.
        float[] values = [0, 1, 0, 0, 1, 0, 1, 1];
        Assert.Equal(0.5, Evaluate(MetricKind.Auc, 4, values)["m"]);
    }

    [Fact]
    public void Add_PartOfARow_Refused() =>
        Assert.Throws<ArgumentException>(() => new MetricAccumulator([new MetricInfo("m", MetricKind.R2, 3)]).Add(0, new float[4]));

    [Fact]
    public void Accumulator_AnyBatching_SameBits()
    {
        float[] values = new float[1000];
        new CounterRandom(9).FillNormal(values, 0, 1);
        double whole = Evaluate(MetricKind.Mean, 1, values)["m"];
        var pieces = new MetricAccumulator([new MetricInfo("m", MetricKind.Mean, 1)]);
        for (int i = 0; i < values.Length; i += 37)
        {
            ReadOnlySpan<float> piece = values.AsSpan(i, Math.Min(37, values.Length - i));
            pieces.AddBatch(0, piece.Length);
            pieces.Add(0, piece);
        }

        Assert.Equal(whole, pieces.Finish()["m"]);
    }

    [Fact]
    public void Accumulator_UnequalBatches_LossWeightedByRows()
    {
        var sums = new MetricAccumulator([]);
        sums.AddBatch(1, 3);
        sums.AddBatch(5, 1);
        Assert.Equal(2.0, sums.Finish().Loss);
        sums.Clear();
        Assert.Throws<InvalidOperationException>(() => sums.Finish());
    }

    [Fact]
    public void Result_UnknownMetric_NamesTheKnown()
    {
        EvaluationResult result = Evaluate(MetricKind.Mean, 1, [1]);
        Assert.Equal(result.Loss, result["Loss"]);
        var exception = Assert.Throws<KeyNotFoundException>(() => result["accuracy"]);
        Assert.Contains("'accuracy'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'m'", exception.Message, StringComparison.Ordinal);
    }

    private static EvaluationResult Evaluate(MetricKind kind, int columns, float[] values)
    {
        var sums = new MetricAccumulator([new MetricInfo("m", kind, columns)]);
        sums.AddBatch(0.5, values.Length / columns);
        sums.Add(0, values);
        return sums.Finish();
    }

    private static float[] R2Rows(float[] targets, float[] predictions) =>
        [.. targets.Zip(predictions, (y, p) => new[] { (y - p) * (y - p), y, y * y }).SelectMany(row => row)];
}

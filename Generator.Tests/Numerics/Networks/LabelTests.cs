using NetGen.Tests.Harness;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>Integers of the caller that name classes or rows of a table: what names nothing is refused before anything is computed.</summary>
public sealed class LabelTests
{
    private static readonly float[] X = [.. Enumerable.Range(0, 12).Select(i => MathF.Sin(i))];

    public static TheoryData<string, string> Needed => new()
    {
        { "CrossEntropy", "[Loss] private Tensor Loss(Tensor output, [Label] Tensor y) => CrossEntropy(output, y);" },
        { "Smoothed", "[Loss] private Tensor Loss(Tensor output, [Label] Tensor y) => CrossEntropy(output, y, 0.1f);" },
        { "Nll", "[Loss] private Tensor Loss(Tensor output, [Label] Tensor y) => Nll(LogSoftmax(output), y);" },
        { "Focal", "[Loss] private Tensor Loss(Tensor output, [Label] Tensor y) => Focal(output, y);" },
        { "MultiMargin", "[Loss] private Tensor Loss(Tensor output, [Label] Tensor y) => MultiMargin(output, y);" },
        { "CategoricalHinge", "[Loss] private Tensor Loss(Tensor output, [Label] Tensor y) => CategoricalHinge(output, y);" },
        { "Weighted", "[Loss] private Tensor Loss(Tensor output, [Label] Tensor y, Tensor x) => Sum(x) * CrossEntropy(output, y);" },
        { "Accuracy", "[Metric] private Tensor Right(Tensor output, [Label] Tensor y) => Accuracy(output, y);" },
        { "TopK", "[Metric] private Tensor Right(Tensor output, [Label] Tensor y) => TopKAccuracy(output, y, 2);" },
        { "Precision", "[Metric] private Tensor Right(Tensor output, [Label] Tensor y) => Precision(output, y);" },
    };

    [Theory]
    [MemberData(nameof(Needed))]
    public void Call_WithALabelThatIsNoClass_NamesValueRowAndRange(string name, string uses)
    {
        var network = Compile(name, uses);
        float[] before = network.Parameters.Buffer.Span.ToArray();
        foreach (var wrong in new[] { -1, 3, 4, int.MinValue, int.MaxValue })
        {
            Array[] data = [X, new[] { 0, 2, 1, wrong }];
            List<Action> calls = [() => network.Evaluate(data)];
            var (trainer, step) = uses.Contains("[Loss]", StringComparison.Ordinal) ? network.CreateTrainer(new Sgd(0.1f), 4) : default;
            using (trainer)
            {
                if (trainer is not null)
                    calls.AddRange([() => step(data), () => network.Gradients(data, ["Dense0.kernel"])]);
                foreach (var call in calls)
                {
                    var exception = Assert.Throws<ArgumentOutOfRangeException>(call);
                    Assert.StartsWith($"{name}: 'y' has {wrong} in row 3, but there are 3 classes; pass numbers from 0 to 2.", exception.Message, StringComparison.Ordinal);
                    Assert.Equal(("y", wrong), (exception.ParamName, exception.ActualValue));
                }
            }
        }

        Assert.Equal(before, network.Parameters.Buffer.Span.ToArray());
        Assert.True(double.IsFinite(network.Evaluate([X, new[] { 0, 2, 1, 1 }])[network.Network.Metrics.Count == 0 ? "loss" : "Right"]));
    }

    // What PyTorch's ignore_index does: rows without a label have any.
    [Theory]
    [InlineData("[Loss] private Tensor Loss(Tensor output, [Label] Tensor y) => Where(y >= 0, CrossEntropy(output, y), 0f);")]
    [InlineData("[Loss] private Tensor Loss(Tensor output, [Label] Tensor y) => Where(y >= 0, CrossEntropy(output, y), 0f); [Metric] private Tensor Right(Tensor output, [Label] Tensor y) => Accuracy(output, y) * Where(y >= 0, 1f, 0f);")]
    [InlineData("[Loss] private Tensor Loss(Tensor output, [Label] Tensor y) => Sum(OneHot(y, 3) * -LogSoftmax(output));")]
    [InlineData("[Loss] private Tensor Loss(Tensor output, [Label] Tensor y) => y >= 0 ? CrossEntropy(output, y) : Sum(0f * output);")]
    public void Step_OnRowsThatTheDefinitionLeavesOut_TakesAnyLabel(string uses)
    {
        var network = Compile("Ignoring", uses);
        var (trainer, step) = network.CreateTrainer(new Sgd(0.1f), 4);
        using (trainer)
        {
            var with = step([X, new[] { 0, 2, 1, -1 }]);
            Assert.InRange(with, 0.1f, 5);
            Assert.Equal(0, trainer.SkippedSteps);
        }

        Assert.InRange(network.Evaluate([X, new[] { 0, 2, 1, -1 }]).Loss, 0.1, 5);
    }

    // Categories that are looked up in different tables.
    [Theory]
    [InlineData(3, 2, "'kinds' has 2 at place 1 of row 1, but 'Second' has 2 entries; pass numbers from 0 to 1.")]
    [InlineData(3, -7, "'kinds' has -7 at place 1 of row 1, but 'Second' has 2 entries; pass numbers from 0 to 1.")]
    [InlineData(2, 9, "'kinds' has 9 at place 0 of row 1, but 'First' has 9 entries; pass numbers from 0 to 8.")]
    public void Call_WithNumbersOfDifferentTables_ChecksEachByItsOwn(int at, int value, string message)
    {
        var network = CompiledNetwork.Compile(NetworkCase.Of("Parts", """
                [Embedding(9, 3)] private partial Tensor First(Tensor x);
                [Embedding(2, 3)] private partial Tensor Second(Tensor x);
                [Forward] private Tensor Define([Indices(2)] Tensor kinds) => Flatten(First(Slice(kinds, 0, 1))) + Flatten(Second(Slice(kinds, 1, 1)));
                [Loss] private Tensor Loss(Tensor output, [Label] Tensor y) => CrossEntropy(output, y);
            """).Source);
        int[] kinds = [8, 1, 0, 0], y = [2, 1];
        Assert.True(double.IsFinite(network.Evaluate([kinds, y]).Loss));
        kinds[at] = value;
        Action[] calls = [() => network.Evaluate([kinds, y]), () => network.Predict(2, kinds), () => network.Gradients([kinds, y])];
        foreach (var call in calls)
            Assert.StartsWith($"Parts: {message}", Assert.Throws<ArgumentOutOfRangeException>(call).Message, StringComparison.Ordinal);
    }

    // Of a data set all rows are looked at before the first step, and named as they are there, however they are split and shuffled.
    [Theory]
    [InlineData("y", 5, 3, "The network's target 'y' takes numbers from 0 to 2, the column has 3 in row 5.")]
    [InlineData("kinds", 9, -1, "The network's input 'kinds' takes numbers from 0 to 1, the column has -1 in place 1 of row 4.")]
    public void Fit_OnIntegersThatNameNothing_NamesTheRowOfTheDataSet(string column, int at, int value, string message)
    {
        var network = CompiledNetwork.Compile(NetworkCase.Of("Fitted", """
                [Embedding(9, 3)] private partial Tensor First(Tensor x);
                [Embedding(2, 3)] private partial Tensor Second(Tensor x);
                [Forward] private Tensor Define([Indices(2)] Tensor kinds) => Flatten(First(Slice(kinds, 0, 1))) + Flatten(Second(Slice(kinds, 1, 1)));
                [Loss] private Tensor Loss(Tensor output, [Label] Tensor y) => CrossEntropy(output, y);
            """).Source).Network;
        int[] kinds = new int[16], y = new int[8];
        DataSet data = new DataSet().Add("kinds", kinds, 2).Add("y", y), right = new DataSet().Add("kinds", new int[16], 2).Add("y", new int[8]);
        (column == "y" ? y : kinds)[at] = value;
        float[] before = network.Parameters.Buffer.Span.ToArray();
        Action[] calls =
        [
            () => network.Evaluate(data, 1),
            () => network.Fit(data, new FitOptions { BatchSize = 1 }),
            () => network.Fit(data, new FitOptions { BatchSize = 1, ValidationFraction = 0.5 }),
            () => network.Fit(right, new FitOptions { BatchSize = 1, Validation = data }),
        ];
        foreach (var call in calls)
            Assert.Contains(message, Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Parameters.Buffer.Span.ToArray());
    }

    [Fact]
    public void Numbers_LookedUpInTheStepOfARecurrence_AreChecked()
    {
        var script = new CompiledScript("""
            using System;
            using NetGen;
            using static NetGen.Ops;
            [Network]
            public partial class Reader
            {
                [Embedding(7, 3)] private partial Tensor Words(Tensor x);
                [Dense(3)] private partial Tensor Next(Tensor h);
                [Forward] private Tensor Define([Indices(4)] Tensor words)
                {
                    var (all, _) = Scan(words, BroadcastTo(0f, 3), (word, h) => Tanh(Next(h) + Words(word)));
                    return all;
                }
            }
            public static class Script
            {
                public static string Predict(int[] words)
                {
                    try { new Reader(1).Predict(words, new float[words.Length * 3]); return "fine"; }
                    catch (ArgumentOutOfRangeException exception) { return exception.Message; }
                }
                public static string Step(int word)
                {
                    using var stream = new Reader(1).CreateStream();
                    try { stream.Step([word], new float[3]); return "fine"; }
                    catch (ArgumentOutOfRangeException exception) { return exception.Message; }
                }
            }
            """);
        Assert.Equal("fine", script.Run<string>("Predict", (int[])[0, 6, 1, 2]));
        Assert.Equal("fine", script.Run<string>("Step", 6));
        Assert.Contains("'words' has 7 at place 2 of row 1, but 'Words' has 7 entries", script.Run<string>("Predict", (int[])[0, 1, 2, 3, 4, 5, 7, 6]), StringComparison.Ordinal);
        Assert.Contains("'words' has -1 in row 0, but 'Words' has 7 entries", script.Run<string>("Step", -1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Shape]")]
    [InlineData("[Indices]")]
    public void Lengths_ThatASequenceCannotHave_AreRefused(string kind)
    {
        var network = CompiledNetwork.Compile(NetworkCase.Of("Reader", $$"""
                [Gru(3, Bidirectional = true)] private partial Tensor Read(Tensor x, Tensor lengths);
                [Forward] private Tensor Define([Shape(6, 2)] Tensor x, {{kind}} Tensor lengths) => Read(x, lengths);
            """).Source);
        Array Lengths(float second) => kind == "[Shape]" ? new[] { 6, second } : new[] { 6, (int)second };
        foreach (var right in new float[] { 0, 1, 6 })
            Assert.All(network.Predict(2, new float[24], Lengths(right))[0], value => Assert.True(float.IsFinite(value)));
        float[] wrong = kind == "[Shape]" ? [-1, 7, 6.5f, float.NaN, float.PositiveInfinity] : [-1, 7, 1e9f];
        foreach (var value in wrong)
        {
            var exception = Assert.Throws<ArgumentOutOfRangeException>(() => network.Predict(2, new float[24], Lengths(value)));
            var text = kind == "[Shape]" ? value.ToString(System.Globalization.CultureInfo.InvariantCulture) : ((int)value).ToString(System.Globalization.CultureInfo.InvariantCulture);
            Assert.StartsWith($"Reader: 'lengths' has {text} in row 1, but a row has 6 steps; pass numbers from 0 to 6.", exception.Message, StringComparison.Ordinal);
        }
    }

    // NaN is neither greater nor less: a network that went wrong would have every class at the top.
    [Theory]
    [InlineData("Accuracy(output, y)")]
    [InlineData("TopKAccuracy(output, y, 3)")]
    [InlineData("Precision(output, y)")]
    [InlineData("F1(output, y)")]
    public void Metric_OfScoresThatAreNaN_IsZero(string metric)
    {
        var network = Compile("Broken", $"[Metric] private Tensor Right(Tensor output, [Label] Tensor y) => {metric};");
        network.Parameters["Dense0.kernel"].Fill(float.NaN);
        Assert.Equal(0, network.Evaluate([X, new[] { 0, 2, 1, 0 }])["Right"]);
    }

    private static CompiledNetwork Compile(string name, string uses) => CompiledNetwork.Compile(NetworkCase.Of(name, $"""
            [Dense(3)] private partial Tensor Dense0(Tensor x);
            [Forward] private Tensor Define([Shape(3)] Tensor x) => Dense0(x);
            {uses}
        """).Source);
}

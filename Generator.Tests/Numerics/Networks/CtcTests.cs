using NetGen.Tests.Harness;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>Networks that learn sequences of labels without places.</summary>
public sealed class CtcTests
{
    private const int Steps = 6, Labels = 2;

    [Fact]
    public void Step_LabelsThatNeedMoreSteps_IsSkippedUnlessTheyCostNothing()
    {
        float[] x = [.. Enumerable.Range(0, 2 * Steps * 3).Select(i => MathF.Sin(i))];
        Array[] data = [x, new[] { 1, 2, 2, 2 }, new[] { Steps, 2 }, new[] { 2, 2 }];
        var (trainer, step) = Compile("false").CreateTrainer(new Sgd(0.1f), 2);
        using (trainer)
        {
            Assert.Equal(float.PositiveInfinity, step(data));
            Assert.Equal(1, trainer.SkippedSteps);
        }

        (trainer, step) = Compile("true").CreateTrainer(new Sgd(0.1f), 2);
        using (trainer)
        {
            Assert.InRange(step(data), 0.1f, 20);
            Assert.Equal(0, trainer.SkippedSteps);
        }
    }

    [Theory]
    [InlineData("labels", 1, 3, "'labels' has 3 at place 1 of row 0, but the classes of 'Ctc' are 0 to 2, and 0 is the blank")]
    [InlineData("labels", 2, -1, "'labels' has -1 at place 0 of row 1")]
    [InlineData("labels", 0, 0, "'labels' has 0 at place 0 of row 0")]
    [InlineData("steps", 1, 7, "'steps' has 7 in row 1, but a row has 6 steps; pass numbers from 0 to 6")]
    [InlineData("count", 0, 3, "'count' has 3 in row 0, but a row has 2 labels; pass numbers from 0 to 2")]
    [InlineData("count", 1, -1, "'count' has -1 in row 1")]
    public void Loss_OfWhatIsNoLabel_NamesRowValueAndRange(string tensor, int at, int value, string message)
    {
        var network = Compile("false");
        Array[] data = [new float[2 * Steps * 3], new[] { 1, 2, 2, 99 }, new[] { Steps, Steps }, new[] { 2, 1 }];
        var (trainer, step) = network.CreateTrainer(new Sgd(0.1f), 2);
        using (trainer)
        {
            // The label behind the only one of row 1 is none, and nobody reads it.
            Assert.True(float.IsFinite(step(data)));
            ((int[])data[tensor == "labels" ? 1 : tensor == "steps" ? 2 : 3])[at] = value;
            foreach (Action call in new Action[] { () => step(data), () => network.Evaluate(data), () => network.Gradients(data, ["Read.kernel"]) })
            {
                var exception = Assert.Throws<ArgumentOutOfRangeException>(call);
                Assert.Contains(message, exception.Message, StringComparison.Ordinal);
                Assert.Equal((tensor, value), (exception.ParamName, exception.ActualValue));
            }

            Assert.Equal(1, trainer.StepCount);
        }
    }

    [Fact]
    public void Steps_OnOneBatch_LearnWhereTheLabelsAre()
    {
        // A step says its class by its largest input, and all others say nothing.
        var (x, labels) = (new float[4 * Steps * 3], new[] { 1, 2, 2, 1, 2, 2, 1, 1 });
        for (var row = 0; row < 4; row++)
        {
            foreach (var (place, i) in new[] { 1, 4 }.Select((place, i) => (place, i)))
                x[(((row * Steps) + place) * 3) + labels[(row * Labels) + i]] = 3;
        }

        Array[] data = [x, labels, Enumerable.Repeat(Steps, 4).ToArray(), Enumerable.Repeat(Labels, 4).ToArray()];
        var network = Compile("false");
        var (trainer, step) = network.CreateTrainer(new Adam(0.1f), 4);
        using (trainer)
        {
            var first = step(data);
            for (var i = 0; i < 200; i++)
                step(data);
            Assert.InRange(step(data), 0, first / 20);
        }

        var scores = network.Predict(4, x)[0];
        int Best(int at) => Enumerable.Range(0, 3).MaxBy(c => scores[(at * 3) + c]);
        for (var row = 0; row < 4; row++)
        {
            int[] path = [.. Enumerable.Range(0, Steps).Select(t => Best((row * Steps) + t))];
            Assert.Equal(labels[(row * Labels)..((row + 1) * Labels)], path.Where((c, t) => c != 0 && (t == 0 || path[t - 1] != c)));
        }
    }

    private static CompiledNetwork Compile(string zeroInfinity) => CompiledNetwork.Compile(NetworkCase.Of("Transcriber", $$"""
            [Dense(3)] private partial Tensor Read(Tensor x);
            [Forward] private Tensor Define([Shape({{Steps}}, 3)] Tensor x) => Read(x);
            [Loss] private Tensor Loss(Tensor output, [Label({{Labels}})] Tensor labels, [Label] Tensor steps, [Label] Tensor count) =>
                Ctc(output, labels, steps, count, zeroInfinity: {{zeroInfinity}});
        """).Source);
}

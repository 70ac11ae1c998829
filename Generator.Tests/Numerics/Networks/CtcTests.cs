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

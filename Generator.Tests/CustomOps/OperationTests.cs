using NetGen.Tests.Harness;
using NetGen.Tests.Ops;

namespace NetGen.Tests.CustomOps;

/// <summary>Networks of operations that users write, beside the same networks of functions: values, gradients, training.</summary>
public sealed class OperationTests
{
    private const int Rows = 37;

    private const string Layers = """
            [Dense(6)] private partial Tensor Left(Tensor x);
            [Dense(6)] private partial Tensor Right(Tensor x);
            [Dense(5)] private partial Tensor Head(Tensor x);
        """;

    private const string Loss = """
            [Loss] private Tensor Loss(Tensor output, [Label] Tensor y) => CrossEntropy(output, y);

        """;

    public static TheoryData<string, string, string> Networks => new()
    {
        { "var h = MyOps.Swish(Left(x), 1.5f); return Head(MyOps.ColumnSums(h, 2));", "var h = Left(x); h = h * Sigmoid(1.5f * h); return Head(2f * Sum(Transpose(h, 1, 0), 1));", Loss },
        { "var f = Flatten(x); return Head(MyOps.Blend(Sigmoid(Left(f)), Right(f), Left(f)));", "var f = Flatten(x); var g = Sigmoid(Left(f)); return Head(g * Right(f) + (1f - g) * Left(f));", Loss },
        { "return Head(Left(MyOps.ColumnSums(x, negate: true, times: 1)));", "return Head(Left(-Sum(Transpose(x, 1, 0), 1)));", Loss },
        // Rows that choose, steps of a recurrence, and an operand that is the same for all rows.
        { "var f = Flatten(x); return Head(Mean(f) > 0f ? MyOps.Swish(Left(f)) : Right(f));", "var f = Flatten(x); return Head(Mean(f) > 0f ? Left(f) * Sigmoid(Left(f)) : Right(f));", Loss },
        { "var (_, last) = Scan(x, Left(Flatten(x)), (s, h) => MyOps.Swish(Right(s) + h)); return Head(last);", "var (_, last) = Scan(x, Left(Flatten(x)), (s, h) => { var v = Right(s) + h; return v * Sigmoid(v); }); return Head(last);", Loss },
        { "var f = Flatten(x); return Head(MyOps.Blend(0.25f + 0f * Left(f), Right(f), Left(f)));", "var f = Flatten(x); var left = Left(f); return Head(0.25f * Right(f) + 0.75f * left);", Loss },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void Network_OfOperations_GivesWhatFunctionsGive(string mine, string built, string loss)
    {
        var script = new CompiledScript(OperationSources.Pair(Layers + loss, mine, built));
        var (x, y) = Data();
        Near.AssertAll([.. script.Run<float[]>("Predict", false, x, 5).Select(v => (double)v)], [.. script.Run<float[]>("Predict", true, x, 5).Select(v => (double)v)], 1e-5);
        Near.AssertAll([.. Trained(script, false, x, y, 1).Select(v => (double)v)], [.. Trained(script, true, x, y, 1).Select(v => (double)v)], 2e-5);
        Assert.Equal(Trained(script, true, x, y, 1), Trained(script, true, x, y, 4));
        GradientCheck.Run(script.Run<INetwork>("Create", true), x, y).ThrowIfWrong();
    }

    [Fact]
    public void Loss_OnLabels_GivesWhatCrossEntropyGives()
    {
        var own = Loss.Replace("CrossEntropy", "MyOps.Surprise", StringComparison.Ordinal);
        var source = OperationSources.Pair(Layers + Loss, "return Head(Left(Right(Flatten(x))));", "return Head(Left(Right(Flatten(x))));");
        var at = source.IndexOf(Loss, StringComparison.Ordinal);
        var script = new CompiledScript(source[..at] + own + source[(at + Loss.Length)..]);
        var (x, y) = Data();
        Near.AssertAll([.. Trained(script, false, x, y, 1).Select(v => (double)v)], [.. Trained(script, true, x, y, 1).Select(v => (double)v)], 2e-5);
    }

    [Fact]
    public void Step_WithOperations_AllocatesNothing()
    {
        var script = new CompiledScript(OperationSources.Pair(Layers + Loss, "return Head(MyOps.Swish(Left(Flatten(x)) + Right(Flatten(x))));", "return Head(Left(Flatten(x)) + Right(Flatten(x)));"));
        var network = script.Run<INetwork>("Create", true);
        using var trainer = network.CreateTrainer(new Adam(), Rows);
        var (x, y) = Data();
        using var reader = new BatchReader(new DataSet().Add("x", x, 3, 4).Add("y", y), network.Inputs, Rows);
        reader.Start(0);
        Assert.True(reader.Read(out var batch));
        for (var i = 0; i < 3; i++)
            trainer.Step(batch);
        var before = GC.GetAllocatedBytesForCurrentThread();
        trainer.Step(batch);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static float[] Trained(CompiledScript script, bool mine, float[] x, int[] y, int threads)
    {
        var network = script.Run<INetwork>("Create", mine);
        network.Fit(new DataSet().Add("x", x, 3, 4).Add("y", y), new FitOptions
        {
            Optimizer = new Sgd(0.5f),
            Epochs = 2,
            BatchSize = Rows,
            Trainer = new TrainerOptions { Threads = threads },
        });
        return network.Parameters.Buffer.Span.ToArray();
    }

    private static (float[] X, int[] Y) Data()
    {
        var random = new Random(5);
        return ([.. Enumerable.Range(0, Rows * 12).Select(_ => (float)((random.NextDouble() * 3) - 1.5))], [.. Enumerable.Range(0, Rows).Select(_ => random.Next(5))]);
    }
}

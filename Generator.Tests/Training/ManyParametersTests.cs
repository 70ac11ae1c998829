using NetGen.Tests.FrontEnd;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Training;

/// <summary>Networks with hundreds of parameters, made by a loop in the definition, and one with none.</summary>
public sealed class ManyParametersTests
{
    private const int Residual = 0, Deep = 1, Edge = 2, Bare = 3;
    private const string Block = "[Dense(4)] private partial Tensor Block(int index, Tensor h);";

    private static readonly Lazy<IReadOnlyList<CompiledNetwork>> Networks = new(() => CompiledNetwork.CompileAll(
    [
        // Six parameters a block, of which two are no gradients' but statistics.
        Network("Residual", Block + "[BatchNorm] private partial Tensor Norm(int index, Tensor h);", "for (var i = 0; i < 52; i++) x = x + 0.2f * Tanh(Norm(i, Block(i, x))); return x;"),
        // Few enough operations for a program of blocks.
        Network("Deep", Block, "for (var i = 0; i < 130; i++) x = x + 0.2f * Tanh(Block(i, x)); return x;"),
        // The mask of a trainer has no bit for the input, which is the first of another word.
        Network("Edge", Block, "for (var i = 0; i < 128; i++) x = x + 0.2f * Tanh(Block(i, x)); return x;"),
        Network("Bare", "", "return x * x;"),
    ]));

    [Theory]
    [InlineData(Residual, 312, 6)]
    [InlineData(Residual, 312, 40)]
    [InlineData(Deep, 260, 6)]
    [InlineData(Deep, 260, 40)]
    [InlineData(Edge, 256, 40)]
    public void Gradients_OfEveryParameter_AgreeWithDifferences(int network, int parameters, int rows)
    {
        CompiledNetwork compiled = Networks.Value[network];
        Assert.Equal(parameters, compiled.Parameters.Layout.Count);
        GradientReport report = GradientCheck.Run(compiled.Network, new GradientCheckOptions { Samples = 1 }, [.. Data(rows)]);
        Assert.True(report.IsRight, report.ToString());
        Assert.Equal(compiled.Parameters.Layout.Count(p => p.Trainable), report.Results.Count);
    }

    [Theory]
    [InlineData(Residual, 6)]
    [InlineData(Deep, 6)]
    [InlineData(Deep, 40)]
    [InlineData(Edge, 40)]
    public void Gradients_OfTheLastLayerAndTheInput_AreThoseOfAllTogether(int network, int rows)
    {
        CompiledNetwork compiled = Networks.Value[network];
        string last = compiled.Parameters.Layout.Names.Last(name => name.EndsWith("kernel", StringComparison.Ordinal));
        GradientSet all = compiled.Gradients(Data(rows), "*", "x"), some = compiled.Gradients(Data(rows), last, "x");
        Assert.Equal(all[last].ToArray(), some[last].ToArray());
        Assert.Equal(all.Input("x").ToArray(), some.Input("x").ToArray());
        Assert.Contains(some.Input("x").ToArray(), value => value != 0);
        ParameterInfo first = compiled.Parameters.Layout[0];
        Assert.All(some.Buffer.Span.Slice(first.Offset, first.Size).ToArray(), value => Assert.Equal(0f, value));
    }

    [Theory]
    [InlineData(Residual)]
    [InlineData(Deep)]
    [InlineData(Edge)]
    public void Step_EveryLayer_Learns(int network)
    {
        CompiledNetwork compiled = Networks.Value[network];
        float[] start = compiled.Parameters.Buffer.Span.ToArray();
        (Trainer trainer, Func<Array[], float> step) = compiled.CreateTrainer(new Adam(1e-3f), 40);
        using (trainer)
        {
            float first = step(Data(40)), loss = first;
            for (int i = 0; i < 20; i++) loss = step(Data(40));
            Assert.True(loss < 0.9f * first, $"the loss went from {first} to {loss}");
            Assert.All(compiled.Parameters.Layout, p => Assert.False(start.AsSpan(p.Offset, p.Size).SequenceEqual(compiled.Parameters[p.Name]), p.Name));
        }

        start.CopyTo(compiled.Parameters.Buffer.Span);
    }

    [Fact]
    public void Step_AllButALateLayerFrozen_ChangesThatAlone()
    {
        CompiledNetwork compiled = Networks.Value[Deep];
        float[] start = compiled.Parameters.Buffer.Span.ToArray();
        (Trainer trainer, Func<Array[], float> step) = compiled.CreateTrainer(new Adam(1e-3f), 40, new TrainerOptions { Frozen = ["*"] });
        using (trainer)
        {
            trainer.Unfreeze("Block[129].*");
            step(Data(40));
        }

        Assert.Equal(["Block[129].kernel", "Block[129].bias"], compiled.Parameters.Layout
            .Where(p => !start.AsSpan(p.Offset, p.Size).SequenceEqual(compiled.Parameters[p.Name])).Select(p => p.Name));
        start.CopyTo(compiled.Parameters.Buffer.Span);
    }

    [Fact]
    public void Step_NetworkWithoutParameters_GivesTheLoss()
    {
        CompiledNetwork compiled = Networks.Value[Bare];
        (Trainer trainer, Func<Array[], float> step) = compiled.CreateTrainer(new Adam(), 2);
        float[] x = [1f, 2f, 3f, 4f, 0f, 0f, 0f, 0f], y = [0f, 4f, 9f, 16f, 0f, 0f, 0f, 1f];
        using (trainer)
            Assert.Equal(2f / 8, step([x, y]));
        Assert.Equal(4f / 8, compiled.Gradients([x, y], "x").Input("x")[0]);
        Assert.Equal(2f / 8, compiled.Gradients([x, y]).Loss);
    }

    private static Array[] Data(int rows) => [Filled(rows, 1), Filled(rows, 2)];

    private static float[] Filled(int rows, ulong seed)
    {
        float[] values = new float[rows * 4];
        new CounterRandom(seed).FillNormal(values, 0, 1);
        return values;
    }

    private static string Network(string name, string layers, string body) => $$"""
        {{Definitions.Usings}}
        [Network]
        public partial class {{name}}
        {
            {{layers}}
            [Forward] private Tensor Define([Shape(4)] Tensor x) { {{body}} }
            [Loss] private Tensor Loss(Tensor output, [Shape(4)] Tensor y) => Mse(output, y);
        }
        """;
}

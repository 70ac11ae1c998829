using NetGen.Kernels;
using NetGen.Tests.Harness;
using NetGen.Tests.Networks;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>What rows that choose promise: only what is chosen is done, whatever is chosen.</summary>
[Collection(ExclusiveTests.Name)]
public sealed class RoutingTests
{
    private const int Experts = 4;

    // The gate is the input itself, so that tests choose: the expert of a row is where its first four values are largest.
    private const string Chosen = NetworkSources.Usings + """
        [Network]
        public partial class Chosen
        {
            [Dense(7, Tanh), Dense(3)] private partial Tensor Expert(int index, Tensor x);

            [Forward] private Tensor Define([Shape(4)] Tensor x) => Expert(ArgMax(x), x);
            [Loss] private Tensor Loss(Tensor output, [Shape(3)] Tensor y) => Mse(output, y);
        }
        """;

    private const string Dense = NetworkSources.Usings + """
        [Network]
        public partial class Chosen
        {
            [Dense(7, Tanh), Dense(3)] private partial Tensor Expert(int index, Tensor x);

            [Forward]
            private Tensor Define([Shape(4)] Tensor x)
            {
                var choice = OneHot(ArgMax(x), 4);
                var result = Expert(0, x) * Slice(choice, 0, 1);
                for (var i = 1; i < 4; i++)
                    result = Where(Slice(choice, i, 1) > 0.5f, Expert(i, x), result);
                return result;
            }

            [Loss] private Tensor Loss(Tensor output, [Shape(3)] Tensor y) => Mse(output, y);
        }
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(32)]
    [InlineData(77)]
    public void RoutedNetwork_AgainstAllExpertsAndWhere_HasTheSameOutputsAndGradients(int rows)
    {
        var (routed, dense) = (CompiledNetwork.Compile(Chosen), CompiledNetwork.Compile(Dense));
        Assert.Equal(routed.Parameters.Buffer.Span.ToArray(), dense.Parameters.Buffer.Span.ToArray());
        var data = NetworkData.Create(routed, rows, 2).Arrays;
        Closeness.AssertClose(Doubles(dense.Predict(rows, data[0])[0]), routed.Predict(rows, data[0])[0], 1e-5, "output");
        string[] wanted = [.. routed.Parameters.Layout.Names, "x"];
        var (actual, expected) = (routed.Gradients(data, wanted), dense.Gradients(data, wanted));
        foreach (var name in routed.Parameters.Layout.Names)
            Closeness.AssertClose(Doubles(expected[name]), actual[name], 1e-5, name);
        Closeness.AssertClose(Doubles(expected.Input("x")), actual.Input("x"), 1e-5, "x");
    }

    [Theory]
    [InlineData(1, new[] { 2 })]
    [InlineData(40, new[] { 3 })]
    [InlineData(40, new[] { 0, 2 })]
    public void Step_RowsOfSomeExperts_RunsNoKernelOfTheOthers(int rows, int[] chosen)
    {
        var network = CompiledNetwork.Compile(Chosen);
        var before = network.Parameters.Buffer.Span.ToArray();
        var (trainer, step) = network.CreateTrainer(new Sgd(0.1f), rows, new TrainerOptions { Threads = 1 });
        using (trainer)
        {
            KernelCounters.Reset();
            step([Choosing(rows, chosen), new float[rows * 3]]);
        }

        var counts = KernelCounters.Snapshot();
        for (var expert = 0; expert < Experts; expert++)
        {
            var name = $"Expert[{expert}]";
            var ran = counts.Where(c => c.Value > 0 && c.Key.StartsWith(name, StringComparison.Ordinal)).ToArray();
            var layout = network.Parameters.Layout;
            var changed = layout.Names.Where(n => n.StartsWith(name, StringComparison.Ordinal))
                .Any(n => !network.Parameters[n].SequenceEqual(before.AsSpan(layout[n].Offset, layout[n].Size)));
            Assert.Equal(chosen.Contains(expert), changed);
            Assert.True(chosen.Contains(expert) == ran.Length > 0, $"expert {expert}: {string.Join(", ", ran)}");
            Assert.All(ran, count => Assert.Equal(1, count.Value));
        }
    }

    [Fact]
    public void NaN_InAnExpertNobodyChose_LeaksNowhere()
    {
        const int Rows = 9;
        var network = CompiledNetwork.Compile(Chosen);
        foreach (var name in network.Parameters.Layout.Names.Where(n => n.StartsWith("Expert[1]", StringComparison.Ordinal)))
            network.Parameters[name].Fill(float.NaN);
        network.Parameters.MarkChanged();
        Array[] data = [Choosing(Rows, [0, 2, 3]), new float[Rows * 3]];
        Assert.All(network.Predict(Rows, data[0])[0], value => Assert.True(float.IsFinite(value)));
        var gradients = network.Gradients(data, [.. network.Parameters.Layout.Names, "x"]);
        Assert.True(float.IsFinite(gradients.Loss));
        Assert.All(gradients.Input("x").ToArray(), value => Assert.True(float.IsFinite(value)));
        foreach (var name in network.Parameters.Layout.Names)
            Assert.All(gradients[name].ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void NaN_InTheGate_ChoosesTheLowestExpert()
    {
        var network = CompiledNetwork.Compile(Chosen);
        float[] row = [float.NaN, float.NaN, float.NaN, float.NaN];
        KernelCounters.Reset();
        Assert.All(network.Predict(1, row)[0], value => Assert.True(float.IsNaN(value)));
        var ran = KernelCounters.Snapshot().Where(c => c.Value > 0 && c.Key.StartsWith("Expert", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(ran);
        Assert.All(ran, count => Assert.StartsWith("Expert[0]", count.Key, StringComparison.Ordinal));
    }

    [Fact]
    public void Step_AnyNumberOfThreads_GivesTheSameBits()
    {
        var cases = RoutedNetworks.All.Where(c => c.Name is "TwoExperts" or "Family" or "TopTwo" or "NestedTopTwo" or "OneColumn").ToArray();
        foreach (var network in CompiledNetwork.CompileAll(cases.Select(c => c.Source)))
        {
            var initial = network.Parameters.Buffer.Span.ToArray();
            foreach (var rows in new[] { 37, 1000 })
            {
                var data = NetworkData.Create(network, rows, 2).Arrays;
                var expected = Train(network, data, rows, initial, threads: 1);
                foreach (var threads in new[] { 2, 3 })
                    Assert.Equal(expected, Train(network, data, rows, initial, threads));
            }
        }
    }

    [Fact]
    public void StepAndPredict_AfterWarmUp_AllocateNothing()
    {
        var network = CompiledNetwork.Compile(RoutedNetworks.All.Single(c => c.Name == "TopTwo").Source);
        const int Rows = 50;
        var data = NetworkData.Create(network, Rows, 2);
        float[][] outputs = [new float[Rows * 3]];
        var inputs = data.Inputs(network);
        var (trainer, step) = network.CreateTrainer(new Adam(1e-3f), Rows);
        using (trainer)
        {
            Allocations.AssertNone(() => step(data.Arrays));
            Allocations.AssertNone(() => network.PredictInto(inputs, outputs));
        }
    }

    private static int[] Train(CompiledNetwork network, Array[] data, int rows, float[] initial, int threads)
    {
        initial.CopyTo(network.Parameters.Buffer.Span);
        network.Parameters.MarkChanged();
        var (trainer, step) = network.CreateTrainer(new Adam(1e-2f), rows, new TrainerOptions { Threads = threads });
        using (trainer)
        {
            float[] losses = [.. Enumerable.Range(0, 4).Select(_ => step(data))];
            Assert.All(losses, loss => Assert.True(float.IsFinite(loss)));
            return [.. losses.Concat(network.Parameters.Buffer.Span.ToArray()).Select(BitConverter.SingleToInt32Bits)];
        }
    }

    /// <summary>Rows that choose these experts in turn.</summary>
    private static float[] Choosing(int rows, int[] experts)
    {
        var x = new float[rows * Experts];
        for (var row = 0; row < rows; row++)
        {
            for (var i = 0; i < Experts; i++)
                x[(row * Experts) + i] = i == experts[row % experts.Length] ? 1 : (0.1f * i) - 0.2f;
        }

        return x;
    }

    private static double[] Doubles(ReadOnlySpan<float> values) => NetworkData.ToDouble(values);
}

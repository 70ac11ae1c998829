using NetGen.Kernels;
using NetGen.Tests.Diagnostics;
using NetGen.Tests.FrontEnd;
using NetGen.Tests.Harness;
using NetGen.Tests.Networks;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>Rows that choose in the steps of a recurrence: the values of a loop that computes all branches, for the work of those that were chosen.</summary>
[Collection(ExclusiveTests.Name)]
public sealed class RoutedScanTests
{
    private const int Steps = 7, Width = 4;

    private static readonly Lazy<CompiledNetwork> Chosen = new(() => CompiledNetwork.Compile(Source("Chosen", "Expert(ArgMax(v), v + h)")));

    [Theory]
    [InlineData("")]
    [InlineData(", truncate: 3")]
    [InlineData(", truncate: 3, reverse: true")]
    public void RoutedScan_AgainstTheLoopOverAllBranches_HasTheSameOutputsAndGradients(string form)
    {
        var networks = CompiledNetwork.CompileAll(
        [
            Source("Routed", "Sum(v) > 0f ? Expert(0, h) : Expert(1, v)", form),
            Source("Loop", "Where(Sum(v) > 0f, Expert(0, h), Expert(1, v))", form),
        ]);
        foreach (string name in networks[0].Parameters.Layout.Names)
            networks[0].Parameters[name].CopyTo(networks[1].Parameters[name]);
        networks[1].Parameters.MarkChanged();
        foreach (int rows in new[] { 1, 9, 40 })
        {
            var data = NetworkData.Create(networks[0], rows, 2);
            var inputs = data.Inputs(networks[0]);
            var (expected, actual) = (networks[1].Predict(rows, inputs), networks[0].Predict(rows, inputs));
            for (int output = 0; output < expected.Length; output++)
                Closeness.AssertClose(Doubles(expected[output]), actual[output], 1e-5, $"output {output}");
            string[] wanted = [.. networks[0].Parameters.Layout.Names, "x", "start"];
            var (right, found) = (networks[1].Gradients(data.Arrays, wanted), networks[0].Gradients(data.Arrays, wanted));
            foreach (string name in networks[0].Parameters.Layout.Names)
                Closeness.AssertClose(Doubles(right[name]), found[name], 1e-4, name);
            foreach (string name in new[] { "x", "start" })
                Closeness.AssertClose(Doubles(right.Input(name)), found.Input(name), 1e-4, name);
        }
    }

    [Fact]
    public void Step_RowsOfSomeExperts_RunsNoKernelOfTheOthers()
    {
        var network = Chosen.Value;
        float[] before = [.. network.Parameters.Buffer.Span];
        var (trainer, step) = network.CreateTrainer(new Sgd(0.1f), 1, new TrainerOptions { Threads = 1 });
        using (trainer)
        {
            // Step by step the row chooses 2, 0, 2, 2, 0, 2, 2.
            float[] x = [.. Enumerable.Range(0, Steps).SelectMany(t => t % 3 == 1 ? new float[] { 1, 0, 0, 0 } : [0, 0, 1, 0])];
            KernelCounters.Reset();
            step([x, new float[Width], new float[Width]]);
        }

        var counts = KernelCounters.Snapshot().Where(c => c.Key.StartsWith("Expert", StringComparison.Ordinal)).ToArray();
        Assert.Equal(5, counts.Where(c => c.Key == "Expert[2] forward").Sum(c => c.Value));
        Assert.Equal(2, counts.Where(c => c.Key == "Expert[0] forward").Sum(c => c.Value));
        Assert.Contains(counts, c => c.Key.StartsWith("Expert[2]", StringComparison.Ordinal) && !c.Key.EndsWith("forward", StringComparison.Ordinal));
        Assert.DoesNotContain(counts, c => c.Key.StartsWith("Expert[1]", StringComparison.Ordinal) || c.Key.StartsWith("Expert[3]", StringComparison.Ordinal));
        var layout = network.Parameters.Layout;
        foreach (string name in layout.Names)
        {
            bool moved = !network.Parameters[name].SequenceEqual(before.AsSpan(layout[name].Offset, layout[name].Size));
            Assert.Equal(name.StartsWith("Expert[0]", StringComparison.Ordinal) || name.StartsWith("Expert[2]", StringComparison.Ordinal), moved);
        }
    }

    [Fact]
    public void Step_AnyNumberOfThreads_GivesTheSameBits()
    {
        const int Rows = 37;
        var network = Chosen.Value;
        float[] initial = [.. network.Parameters.Buffer.Span];
        var data = NetworkData.Create(network, Rows, 2).Arrays;
        var runs = new[] { 1, 2, 3 }.Select(threads =>
        {
            initial.CopyTo(network.Parameters.Buffer.Span);
            network.Parameters.MarkChanged();
            var (trainer, step) = network.CreateTrainer(new Adam(1e-2f), Rows, new TrainerOptions { Threads = threads });
            using (trainer)
                return Enumerable.Range(0, 3).Select(_ => step(data)).Concat(network.Parameters.Buffer.Span.ToArray()).Select(BitConverter.SingleToInt32Bits).ToArray();
        }).ToArray();
        Assert.Equal(runs[0], runs[1]);
        Assert.Equal(runs[0], runs[2]);
    }

    [Fact]
    public async Task Scan_OfTooManyStepsInWhichRowsChoose_IsReported() => await DefinitionDiagnostics.VerifyAsync(Definitions.Usings + """
        [Network]
        public partial class Long
        {
            [Dense(4)] private partial Tensor Expert(int index, Tensor x);

            [Forward]
            private Tensor Define([Shape(4000, 4)] Tensor x, [Shape(4)] Tensor start) => {|NG0020:Scan(x, start, (v, h) => Expert(ArgMax(v), h))|}.State;
        }
        """);

    [Theory]
    [InlineData(30, false)]
    [InlineData(300, true)]
    public void Scan_OfManyStepsInWhichRowsChoose_IsWarnedOf(int steps, bool isLong) => Assert.Equal(isLong ? ["NG3053"] : [], Definitions.Parse(Definitions.Usings + $$"""
        [Network]
        public partial class Long
        {
            [Dense(4)] private partial Tensor A(Tensor x);

            [Forward] private Tensor Define([Shape({{steps}}, 4)] Tensor x, [Shape(4)] Tensor start) => Scan(x, start, (v, h) => Sum(v) > 0f ? A(h) : h).State;
        }
        """).Issues.Select(issue => issue.Id));

    private static string Source(string name, string step, string form = "") => NetworkSources.Usings + $$"""
        [Network]
        public partial class {{name}}
        {
            [Dense({{Width}}, Tanh)] private partial Tensor Expert(int index, Tensor x);

            [Forward]
            private (Tensor All, Tensor Last) Define([Shape({{Steps}}, {{Width}})] Tensor x, [Shape({{Width}})] Tensor start)
            {
                var (all, last) = Scan(x, start, (v, h) => {{step}}{{form}});
                return (all, last);
            }

            [Loss] private Tensor Loss(Tensor all, Tensor last, [Shape({{Width}})] Tensor y) => Mse(last, y) + Mean(Square(all), 2);
        }
        """;

    private static double[] Doubles(ReadOnlySpan<float> values) => NetworkData.ToDouble(values);
}

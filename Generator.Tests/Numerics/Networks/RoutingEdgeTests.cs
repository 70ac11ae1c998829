using NetGen.Kernels;
using NetGen.Tests.Harness;
using NetGen.Tests.Networks;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>What choices by data do at their edges: ties, code that moves across a choice, experts that nobody chose, experts that are full.</summary>
[Collection(ExclusiveTests.Name)]
public sealed class RoutingEdgeTests
{
    private const string Loss = "[Loss] private Tensor Loss(Tensor output, [Shape(3)] Tensor y) => Mse(output, y);";

    // Rows choose by the largest of their values.
    private const string Chosen = """
        [Dense(7, Tanh), Dense(3)] private partial Tensor Expert(int index, Tensor x);

        [Forward] private Tensor Define([Shape(4)] Tensor x) => Expert(ArgMax(x), x);
        """;

    [Fact]
    public void Ties_InTheGate_ChooseTheLowestExpert()
    {
        var network = Compile(Chosen);
        float[] tied = [-1, 2, 0, 2, 5, 5, 5, 5];
        KernelCounters.Reset();
        network.Predict(2, tied);
        Assert.Equal(["Expert[0]", "Expert[1]"], Ran().Select(name => name[..name.IndexOf(']')] + "]").Distinct().Order());
    }

    [Fact]
    public void ValueNeededInOneBranchOnly_WithoutRowsThere_IsNotComputed()
    {
        var network = Compile("""
            [Dense(3, Tanh)] private partial Tensor Rare(Tensor x);
            [Dense(3)] private partial Tensor Usual(Tensor x);

            [Forward]
            private Tensor Define([Shape(4)] Tensor x)
            {
                var rare = Rare(x);
                return Sum(x) > 0f ? 2f * rare : Usual(x);
            }
            """);
        Assert.DoesNotContain(Step(network, [-1, -1, -1, -1, -2, 0, 1, 0]), name => name.StartsWith("Rare", StringComparison.Ordinal));
        Assert.Contains("Rare forward", Step(network, [-1, -1, -1, -1, 2, 0, 1, 0]));
    }

    [Fact]
    public void ValueThatAllBranchesCompute_IsComputedOnceForAllRows()
    {
        var network = Compile("""
            [Dense(5, Tanh)] private partial Tensor Shared(Tensor x);
            [Dense(3)] private partial Tensor Head(int index, Tensor h);

            [Forward] private Tensor Define([Shape(4)] Tensor x) => ArgMax(x) switch { 0 => Head(0, Shared(x)), 1 => Head(1, Shared(x)), _ => Head(2, Shared(x)) };
            """);
        Step(network, [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]);
        var counts = KernelCounters.Snapshot();
        Assert.Equal(1, counts["Shared forward"]);
        Assert.All(counts.Where(count => count.Key.StartsWith("Shared", StringComparison.Ordinal)), count => Assert.Equal(1, count.Value));
        Assert.Equal(3, counts.Count(count => count.Key.StartsWith("Head", StringComparison.Ordinal) && count.Key.EndsWith("forward", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void ExpertWithoutRows_AfterAStepWithRows_MovesOnlyIfAsked(bool updateUnchosen, bool keepGradients)
    {
        var network = Compile(Chosen);
        var options = new TrainerOptions { Threads = 1, UpdateUnchosen = updateUnchosen, KeepGradients = keepGradients };
        var (trainer, step) = network.CreateTrainer(new AdamW(0.1f, WeightDecay: 0.1), 2, options);
        using (trainer)
        {
            float[] target = [1, 2, 3, 4, 5, 6];
            step([new float[] { 1, 0, 0, 0, 0, 1, 0, 0 }, target]);
            float[] before = [.. network.Parameters["Expert[1].0.kernel"]], untouched = [.. network.Parameters["Expert[3].0.kernel"]];
            step([new float[] { 1, 0, 0, 0, 1, 0, 0, 0 }, target]);
            Assert.Equal(!updateUnchosen, before.AsSpan().SequenceEqual(network.Parameters["Expert[1].0.kernel"]));
            // Weight decay is all that moves what never had a gradient.
            Assert.Equal(!updateUnchosen, untouched.AsSpan().SequenceEqual(network.Parameters["Expert[3].0.kernel"]));
            var layout = trainer.OptimizerState.Layout;
            Assert.Equal(updateUnchosen ? 2 : 1, trainer.OptimizerState.Steps[layout.IndexOf("Expert[1].0.kernel")]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void RowsBeyondTheCapacity_InAStep_AddNothing(int threads)
    {
        var network = Compile("""
            [Dense(3)] private partial Tensor Expert(int index, Tensor x);

            [Forward] private Tensor Define([Shape(4)] Tensor x) => TopK(Softmax(x), 1, i => Expert(i, x), renormalize: false, capacity: 1f);
            """);
        const int Rows = 10, Places = 3;
        float[] x = [.. Enumerable.Range(0, Rows).SelectMany(row => row == 4 ? (float[])[3, 0, 0, row] : [0, 0, 9, 0.1f * row])];
        float[] expected = network.Predict(Rows, x)[0];
        Assert.All(expected.Chunk(3), row => Assert.Contains(row, value => value != 0));
        var (trainer, _) = network.CreateTrainer(new Sgd(0f), Rows, new TrainerOptions { Threads = threads });
        using (trainer)
        {
            float[][] outputs = [new float[Rows * 3]];
            network.StepAndOutputs(trainer, [x, new float[Rows * 3]], outputs);
            int[] kept = [.. Enumerable.Range(0, Rows).Where(row => row != 4).Take(Places), 4];
            for (int row = 0; row < Rows; row++)
                Assert.Equal(kept.Contains(row) ? expected.AsSpan(row * 3, 3).ToArray() : new float[3], outputs[0].AsSpan(row * 3, 3).ToArray());
        }
    }

    [Fact]
    public void Evaluate_OfBoundedExperts_ReportsLoadAndDrops()
    {
        var network = Compile("""
            [Dense(3)] private partial Tensor Expert(int index, Tensor x);

            [Forward] private (Tensor Output, Tensor Weights) Define([Shape(4)] Tensor x)
            {
                var weights = Softmax(x);
                return (TopK(weights, 1, i => Expert(i, x), renormalize: false, capacity: 1.2f), weights);
            }

            [Metric] private Tensor Share(Tensor weights) => ExpertLoad(weights);
            [Metric] private Tensor Drops(Tensor weights) => ExpertDrops(weights, 1.2f);
            """);
        float[] x = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1];
        var result = network.Evaluate([x, new float[15]]);
        Assert.Equal([0.6, 0.2, 0, 0.2], Enumerable.Range(0, 4).Select(i => result[$"Share[{i}]"]), (a, b) => Math.Abs(a - b) < 1e-6);
        // An even share is a quarter; 1.2 of them are 0.3 of the rows.
        Assert.Equal([0.3, 0, 0, 0], Enumerable.Range(0, 4).Select(i => result[$"Drops[{i}]"]), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(0.3, result["Drops"], 6);
    }

    [Fact]
    public void CloneOfARoutedNetwork_ChoosesAsTheNetworkDoes()
    {
        var networks = CompiledNetwork.CompileAll([Source("Routed", Chosen), Source("Copy", """
            [Clone<Routed>] private partial Tensor Inner(Tensor x);

            [Forward] private Tensor Define([Shape(4)] Tensor x) => Inner(x);
            """)]);
        foreach (var name in networks[0].Parameters.Layout.Names)
            networks[0].Parameters[name].CopyTo(networks[1].Parameters[$"Inner.{name}"]);
        networks[1].Parameters.MarkChanged();
        float[] x = [1, 0, 0, 0, 0, 0, 2, 0, 3, 0, 0, 0];
        var expected = networks[0].Predict(3, x)[0];
        KernelCounters.Reset();
        Assert.Equal(expected, networks[1].Predict(3, x)[0]);
        Assert.Equal(["Inner.Expert[0]", "Inner.Expert[2]"], Ran().Select(name => name[..name.IndexOf(']')] + "]").Distinct().Order());
        float[] target = new float[9];
        var (original, clone) = (networks[0].Gradients([x, target]), networks[1].Gradients([x, target]));
        foreach (var name in networks[0].Parameters.Layout.Names)
            Assert.Equal(original[name].ToArray(), clone[$"Inner.{name}"].ToArray());
    }

    [Fact]
    public void Structure_OfARoutedNetwork_KnowsChoicesAndBranches()
    {
        var nodes = Compile("""
            [Dense(4)] private partial Tensor Gate(Tensor x);
            [Dense(5, Tanh), Dense(3)] private partial Tensor Expert(int index, Tensor x);

            [Forward] private Tensor Define([Shape(4)] Tensor x) => TopK(Softmax(Gate(x)), 2, i => Sum(x) > 0f ? Expert(i, x) : 0f);
            """).Network.Structure.Nodes;
        var outer = nodes.Single(node => node is { Kind: GraphNodeKind.Choice, Choice: null });
        Assert.Equal("2 of 4 branches a row", outer.Label);
        var inner = nodes.Where(node => node is { Kind: GraphNodeKind.Choice, Choice: not null }).ToArray();
        Assert.Equal([0, 1, 2, 3], inner.Select(node => node.Branch));
        Assert.All(inner, node => Assert.Same(outer, nodes[node.Choice!.Value]));
        for (int expert = 0; expert < 4; expert++)
        {
            var first = nodes.Single(node => node.Name == $"Expert[{expert}].0");
            Assert.Equal((1, inner[expert]), (first.Branch, nodes[first.Choice!.Value]));
            Assert.Equal(["x"], first.Inputs.Select(input => nodes[input].Name));
        }

        Assert.All(nodes.Where(node => node.Kind is GraphNodeKind.Output or GraphNodeKind.Loss || node.Name == "Gate"), node => Assert.Null(node.Choice));
    }

    [Fact]
    public void Summary_OfAValueThatAFamilyReads_NamesTheFamilyOnce()
    {
        string summary = Compile("""
            [Dense(4)] private partial Tensor Trunk(Tensor x);
            [Dense(5, Tanh), Dense(3)] private partial Tensor Expert(int index, Tensor x);
            [Dense(3)] private partial Tensor Pair(int index, Tensor x);

            [Forward] private Tensor Define([Shape(4)] Tensor x)
            {
                var h = Trunk(x);
                return Expert(ArgMax(h), h) + Pair(0, h) + Pair(1, h);
            }
            """).Network.Structure.Summary();
        Assert.Contains("value computed once for ", summary, StringComparison.Ordinal);
        Assert.Contains("Expert[0…3].0", summary, StringComparison.Ordinal);
        Assert.Contains("Pair[0], Pair[1]", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_OfMoreRowsThanAWorkspaceHas_IsThatOfItsPieces()
    {
        var network = Compile("""
            [Dense(4)] private partial Tensor Gate(Tensor x);
            [Dense(700, Tanh), Dense(3)] private partial Tensor Expert(int index, Tensor x);

            [Forward] private Tensor Define([Shape(4)] Tensor x) => TopK(Softmax(Gate(x)), 2, i => Expert(i, x));
            """);
        const int Rows = 700;
        var x = NetworkData.Create(network, Rows, 3).Inputs(network)[0];
        var whole = network.Predict(Rows, x)[0];
        var pieces = Enumerable.Range(0, 7).SelectMany(i => network.Predict(100, ((float[])x).AsSpan(i * 400, 400).ToArray())[0]);
        Closeness.AssertClose(NetworkData.ToDouble(pieces.ToArray()), whole, 1e-5, "output");
    }

    private static string[] Step(CompiledNetwork network, float[] x)
    {
        var (trainer, step) = network.CreateTrainer(new Sgd(0.1f), x.Length / 4, new TrainerOptions { Threads = 1 });
        using (trainer)
        {
            KernelCounters.Reset();
            step([x, new float[x.Length / 4 * 3]]);
            return [.. KernelCounters.Snapshot().Keys];
        }
    }

    private static IEnumerable<string> Ran() => KernelCounters.Snapshot().Keys.Where(name => name.Contains("Expert[", StringComparison.Ordinal));

    private static CompiledNetwork Compile(string members) => CompiledNetwork.Compile(Source("Net", members));

    private static string Source(string name, string members) => NetworkSources.Usings + $$"""
        [Network]
        public partial class {{name}}
        {
            {{members}}
            {{Loss}}
        }
        """;
}

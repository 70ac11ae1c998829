using NetGen.Kernels;
using NetGen.Tests.Harness;
using NetGen.Tests.Networks;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>What every spelling of a choice promises: nothing of the experts that nobody chose is computed, reaches a result or moves.</summary>
[Collection(ExclusiveTests.Name)]
public sealed class ChoiceFormTests
{
    private const int Experts = 4, Width = 4, Rows = 21;

    // In each of them the largest element of a row chooses the expert.
    private static readonly Dictionary<string, string> Forms = new()
    {
        ["family"] = "=> Expert(ArgMax(x), x);",
        ["switch"] = "=> ArgMax(x) switch { 0 => Expert(0, x), 1 => Expert(1, x), < 3 => Expert(2, x), _ => Expert(3, x) };",
        ["named arm"] = "=> ArgMax(x) switch { 0 => Expert(0, x), not 0 and var i => Expert(i, x) };",
        ["conditions"] = "=> ArgMax(x) is 0 or 1 ? ArgMax(x) == 0 ? Expert(0, x) : Expert(1, x) : !(ArgMax(x) < 3) & Sum(x) < 999f ? Expert(3, x) : Expert(2, x);",
        ["switch on a condition"] = "=> (ArgMax(x) < 2) switch { true => Expert(ArgMax(x) == 0 ? 0 : 1, x), false => ArgMax(x) switch { 2 => Expert(2, x), _ => Expert(3, x) } };",
        ["chosen position"] = "=> Expert(Sum(x) > 0f ? ArgMax(x) : ArgMin(-x), x);",
        ["TopK"] = "=> TopK(Softmax(x), 1, i => Expert(i, x), renormalize: false);",
        ["TopK in a helper"] = "=> Mix(x, h => TopK(Softmax(x), 1, i => Tanh(Expert(i, h))));\n    private Tensor Mix(Tensor h, Func<Tensor, Tensor> experts) => Single(experts, 2f * h);\n    private static Tensor Single(Func<Tensor, Tensor> experts, Tensor h) => experts(h);",
        ["bounded switch"] = "=> WithCapacity(ArgMax(x), 4f) switch { 0 => Expert(0, x), 1 => Expert(1, x), 2 => Expert(2, x), 3 => Expert(3, x), _ => 0f };",
        ["bounded family"] = "=> Expert(WithCapacity(ArgMax(x), 4f), x);",
        ["twice routed"] = "{ var h = Expert(ArgMax(x), x); return ArgMax(x) switch { 0 => Expert(0, h), var i => Tanh(h) + Expert(i, x) }; }",
        ["several results"] = "{ var (a, b) = ArgMax(x) switch { 0 => (Expert(0, x), 1f), var i => (Expert(i, x), Sum(x)) }; return a * b; }",
        ["computed in front"] = "{ Tensor[] all = [Expert(0, x), Expert(1, x), Expert(2, x), Expert(3, x)]; return ArgMax(x) switch { 0 => all[0], 1 => all[1], 2 => all[2], _ => all[3] }; }",
        ["scan"] = "=> Scan(Stack(x, x, x), 0f * x, (v, h) => Tanh(h + Expert(ArgMax(v), v))).State;",
    };

    private static readonly Lazy<Dictionary<string, CompiledNetwork>> Networks = new(() => Forms.Keys.Zip(CompiledNetwork.CompileAll(Forms.Values.Select(Source))).ToDictionary());

    public static TheoryData<string> Names() => [.. Forms.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Step_RowsOfSomeExperts_DoesNothingForTheOthers(string form)
    {
        foreach (int[] chosen in (int[][])[[2], [0, 3], [1]])
        {
            var network = Reset(form);
            float[] before = network.Parameters.Buffer.Span.ToArray();
            KernelCounters.Reset();
            network.Predict(Rows, Choosing(chosen));
            Assert.Equal(chosen, Ran());
            KernelCounters.Reset();
            Train(network, Choosing(chosen), steps: 1);
            Assert.Equal(chosen, Ran());
            Assert.Equal(chosen, Moved(network, before));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NaN_InExpertsThatNobodyChose_ReachesNothing(string form)
    {
        var network = Reset(form);
        float[] x = Choosing([0, 3]);
        float[] expected = network.Predict(Rows, x)[0];
        foreach (string name in network.Parameters.Layout.Names.Where(name => name[7] is '1' or '2'))
            network.Parameters[name].Fill(float.NaN);
        network.Parameters.MarkChanged();
        Assert.Equal(expected, network.Predict(Rows, x)[0]);
        var gradients = network.Gradients([x, new float[Rows * Width]], [.. network.Parameters.Layout.Names, "x"]);
        Assert.All(gradients.Input("x").ToArray(), value => Assert.True(float.IsFinite(value)));
        foreach (string name in network.Parameters.Layout.Names)
            Assert.All(gradients[name].ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.True(float.IsFinite(Train(network, x, steps: 3)));
        foreach (string name in network.Parameters.Layout.Names)
            Assert.Equal(name[7] is '1' or '2', network.Parameters[name].ToArray().All(float.IsNaN));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void RowThatIsNaN_BesideOthers_ChangesNothingOfThem(string form)
    {
        var network = Reset(form);
        float[] x = Choosing([0, 3]);
        float[] expected = network.Predict(Rows, x)[0];
        x.AsSpan(5 * Width, Width).Fill(float.NaN);
        float[] actual = network.Predict(Rows, x)[0];
        Assert.Equal(expected[..(5 * Width)], actual[..(5 * Width)]);
        Assert.Equal(expected[(6 * Width)..], actual[(6 * Width)..]);
        Assert.All(actual[(5 * Width)..(6 * Width)], value => Assert.True(float.IsNaN(value)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Step_OnAnyNumberOfThreads_GivesTheSameBits(string form)
    {
        float[][] trained = [.. new[] { 1, 2, 3 }.Select(threads =>
        {
            var network = Reset(form);
            Train(network, Choosing([0, 3, 1, 1, 2]), steps: 3, threads);
            return network.Parameters.Buffer.Span.ToArray();
        })];
        Assert.Equal(trained[0], trained[1]);
        Assert.Equal(trained[0], trained[2]);
    }

    /// <summary>The numbers of the experts of which a kernel ran, forward or backward.</summary>
    private static int[] Ran() =>
        [.. KernelCounters.Snapshot().Keys.Where(name => name.StartsWith("Expert[", StringComparison.Ordinal)).Select(name => name[7] - '0').Distinct().Order()];

    private static int[] Moved(CompiledNetwork network, float[] before)
    {
        var layout = network.Parameters.Layout;
        return [.. layout.Names.Where(n => !network.Parameters[n].SequenceEqual(before.AsSpan(layout[n].Offset, layout[n].Size))).Select(n => n[7] - '0').Distinct().Order()];
    }

    private static float Train(CompiledNetwork network, float[] x, int steps, int threads = 1)
    {
        var (trainer, step) = network.CreateTrainer(new AdamW(0.01f, WeightDecay: 0.1), Rows, new TrainerOptions { Threads = threads });
        using (trainer)
            return Enumerable.Range(0, steps).Select(_ => step([x, new float[Rows * Width]])).Last();
    }

    /// <summary>A form's network with its first parameters.</summary>
    private static CompiledNetwork Reset(string form)
    {
        var network = Networks.Value[form];
        var random = new Random(3);
        foreach (ref float value in network.Parameters.Buffer.Span)
            value = random.NextSingle() - 0.5f;
        network.Parameters.MarkChanged();
        return network;
    }

    /// <summary>Rows that choose these experts in turn, no two alike.</summary>
    private static float[] Choosing(int[] experts) =>
        [.. Enumerable.Range(0, Rows * Experts).Select(i => i % Experts == experts[i / Experts % experts.Length] ? 1 + (0.01f * i) : (0.1f * (i % 3)) - 0.2f)];

    private static string Source(string define, int number) => NetworkSources.Usings + $$"""
        [Network]
        public partial class Form{{number}}
        {
            [Dense(7, Tanh), Dense(4)] private partial Tensor Expert(int index, Tensor x);

            [Forward] private Tensor Define([Shape(4)] Tensor x) {{define}}
            [Loss] private Tensor Loss(Tensor output, [Shape(4)] Tensor y) => Mse(output, y);
        }
        """;
}

using System.Text.RegularExpressions;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>Methods that are written in parts are optimised, and compute what they would compute in one.</summary>
[Collection(ExclusiveTests.Name)]
public sealed class DeepNetworkTests : IDisposable
{
    private static readonly Lazy<IReadOnlyDictionary<string, CompiledNetwork>> Compiled = new(() =>
        DeepNetworks.All.Zip(CompiledNetwork.CompileAll(DeepNetworks.All.Select(c => c.Source))).ToDictionary(pair => pair.First.Name, pair => pair.Second));

    private readonly string _summary = Path.GetTempFileName();

    public static TheoryData<string> Cases => [.. DeepNetworks.All.Select(c => c.Name)];

    public void Dispose() => File.Delete(_summary);

    /// <summary>The JIT gives up optimising a method that is too large, silently and at many times the cost: its summary then says "switched MinOpts".</summary>
    [Fact]
    public async Task Methods_OfDeepNetworks_AreOptimised()
    {
        // Without tiers: at its end the process closes the JIT's summary, and would crash where a thread in the background still compiled.
        await ChildProcess.RunAsync([DeepNetworks.Command], ("DOTNET_JitStdOutFile", _summary), ("DOTNET_JitDisasmSummary", "1"), ("DOTNET_TieredCompilation", "0"));
        string[] methods = [.. File.ReadAllLines(_summary).Where(line => line.Contains("JIT compiled NetGen.", StringComparison.Ordinal))];
        foreach (string networkCase in DeepNetworks.All.Select(c => c.Name))
            Assert.True(methods.Count(m => OfProgram(networkCase).IsMatch(m)) >= 4, $"The methods of {networkCase} are not written in parts.");
        // What makes static data runs once.
        string[] generated = [.. methods.Where(m => DeepNetworks.All.Any(c => OfProgram(c.Name).IsMatch(m)))];
        Assert.DoesNotContain(generated, m => m.Contains("MinOpts", StringComparison.OrdinalIgnoreCase) && !m.Contains(":.cctor", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void PredictionsAndGradients_EqualInterpreter(string name)
    {
        var network = Compiled.Value[name];
        var oracle = new NetworkOracle(network.Spec);
        foreach (int rows in new[] { 3, DeepNetworks.Rows })
        {
            var data = NetworkData.Create(network, rows, 2);
            Closeness.AssertClose(oracle.Predict(data).Single().Value, network.Predict(rows, data.Inputs(network))[0], 1e-4, $"{rows} rows: output");
            var actual = network.Gradients(data.Arrays, [.. oracle.Differentiable]);
            foreach (var (wanted, expected) in oracle.Gradients(data, network.Network.Seed, 0))
                Closeness.AssertClose(expected, network.Parameters.Layout.Names.Contains(wanted) ? actual[wanted] : actual.Input(wanted), 1e-3, $"{rows} rows: gradient of {wanted}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Step_AnyNumberOfThreads_GivesTheSameBits(string name)
    {
        var network = Compiled.Value[name];
        float[] initial = [.. network.Parameters.Buffer.Span];
        var data = NetworkData.Create(network, 500, 2).Arrays;
        foreach (float? clip in new float?[] { null, 0.5f })
        {
            int[][] runs = [.. new[] { 1, 2, 3 }.Select(threads => Train(network, data, initial, threads, clip))];
            Assert.NotEqual(Bits(initial), runs[0]);
            Assert.Equal(runs[0], runs[1]);
            Assert.Equal(runs[0], runs[2]);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void PredictionsAndSteps_AfterWarmUp_AllocateNothing(string name)
    {
        var network = Compiled.Value[name];
        var data = NetworkData.Create(network, 3, 2);
        var (inputs, outputs) = (data.Inputs(network), network.OutputsFor(3));
        Allocations.AssertNone(() => network.PredictInto(inputs, outputs));
        float[] initial = [.. network.Parameters.Buffer.Span];
        var (trainer, step) = network.CreateTrainer(new Adam(1e-6f), 3);
        using (trainer)
            Allocations.AssertNone(() => step(data.Arrays));
        initial.CopyTo(network.Parameters.Buffer.Span);
    }

    /// <summary>Each of the parts in which parameters change looks at the loss.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(0.5f)]
    public void Step_LossIsNotFinite_ChangesNoParameter(float? clip)
    {
        var network = Compiled.Value["Updates"];
        float[] initial = [.. network.Parameters.Buffer.Span];
        var data = NetworkData.Create(network, DeepNetworks.Rows, 2).Arrays;
        ((float[])data[1])[5] = float.NaN;
        var (trainer, step) = network.CreateTrainer(new Adam(1e-2f), DeepNetworks.Rows, new TrainerOptions { ClipNorm = clip });
        using (trainer)
            Assert.False(float.IsFinite(step(data)));
        Assert.Equal(Bits(initial), Bits(network.Parameters.Buffer.Span));
    }

    private static int[] Train(CompiledNetwork network, Array[] data, float[] initial, int threads, float? clip)
    {
        initial.CopyTo(network.Parameters.Buffer.Span);
        network.Parameters.MarkChanged();
        var (trainer, step) = network.CreateTrainer(new Adam(1e-3f), 500, new TrainerOptions { Threads = threads, ClipNorm = clip });
        using (trainer)
        {
            step(data);
            step(data);
        }

        int[] trained = Bits(network.Parameters.Buffer.Span);
        initial.CopyTo(network.Parameters.Buffer.Span);
        network.Parameters.MarkChanged();
        return trained;
    }

    private static int[] Bits(ReadOnlySpan<float> values) => System.Runtime.InteropServices.MemoryMarshal.Cast<float, int>(values).ToArray();

    /// <summary>The methods of a network's programs.</summary>
    private static Regex OfProgram(string network) => new($@"{network}Programs\+\w+(Program|Blocks):\w+To\w+|{network}Programs:\w+Step\(");
}

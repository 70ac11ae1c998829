using System.Globalization;
using NetGen.Generator.Ops;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Numerics.RandomNetworks;

/// <summary>
/// Random networks over the whole vocabulary: what was generated computes what the interpreter does, forward and backward. Forty of them in ordinary test
/// runs; <c>NETGEN_RANDOM_NETWORKS=2000 dotnet test Generator.Tests --filter RandomNetworkTests</c> compares more.
/// </summary>
public abstract class RandomNetworkTests(int half)
{
    private const int PerAssembly = 20;

    // Of a group, how many networks may have a result that is decided by float32's last digits.
    private const int MostExcused = 5;

    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("NETGEN_RANDOM_NETWORKS") ?? "40", CultureInfo.InvariantCulture);

    public static TheoryData<int> Groups => [.. Enumerable.Range(0, Count / PerAssembly / 2)];

    [Theory]
    [MemberData(nameof(Groups))]
    public void GeneratedCode_OfRandomNetworks_EqualsInterpreter(int group)
    {
        var first = ((2 * group) + half) * PerAssembly;
        var definitions = Enumerable.Range(first, PerAssembly).Select(RandomNetwork.Draw).ToArray();
        var networks = Compile(definitions);
        var excused = 0;
        foreach (var (definition, network) in definitions.Zip(networks))
        {
            RandomNetworkComparison.Spread(network);
            var isExcused = false;
            foreach (var rows in new[] { 1, 19 })
            {
                var comparison = new RandomNetworkComparison(definition, network, rows);
                comparison.AssertPredictions();
                comparison.AssertLossAndGradients();
                comparison.AssertMeaning();
                comparison.AssertMetric();
                isExcused |= comparison.Excuses > 0;
            }

            excused += isExcused ? 1 : 0;
        }

        // A tenth of the networks on few rows: differences cost many runs of the interpreter.
        foreach (var (definition, network) in definitions.Zip(networks).Take(PerAssembly / 10))
        {
            var comparison = new RandomNetworkComparison(definition, network, 2);
            comparison.AssertLossAndGradients();
            comparison.AssertCentralDifferences();
        }

        Assert.InRange(excused, 0, MostExcused);
    }

    /// <summary>All in one assembly; if that fails, one by one, so that the message tells which it is.</summary>
    private static IReadOnlyList<CompiledNetwork> Compile(IReadOnlyList<RandomNetwork> definitions)
    {
        try
        {
            return CompiledNetwork.CompileAll(definitions.Select(d => d.Source));
        }
        catch (Exception)
        {
            foreach (var definition in definitions)
            {
                var exception = Record.Exception(() => CompiledNetwork.Compile(definition.Source));
                Assert.True(exception is null, $"{definition.Source}\n{exception}");
            }

            throw;
        }
    }
}

/// <summary>One half, so that two processors share the work.</summary>
public sealed class EvenRandomNetworkTests() : RandomNetworkTests(0);

/// <summary>The other half.</summary>
public sealed class OddRandomNetworkTests() : RandomNetworkTests(1);

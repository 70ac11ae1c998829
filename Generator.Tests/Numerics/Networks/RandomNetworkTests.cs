using NetGen.Tests.Harness;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>Two hundred random networks: what was generated computes what the interpreter does, forward and backward.</summary>
public sealed class RandomNetworkTests
{
    private const int PerAssembly = 20;

    // Longer chains than in the table, and reductions of differences: a digit more than there.
    private const double ForwardTolerance = 1e-4;
    private const double GradientTolerance = 1e-3;

    public static TheoryData<int> Groups => [.. Enumerable.Range(0, 10)];

    [Theory]
    [MemberData(nameof(Groups))]
    public void GeneratedCode_OfRandomNetworks_EqualsInterpreter(int group)
    {
        var definitions = Enumerable.Range(group * PerAssembly, PerAssembly).Select(seed => new RandomNetwork(seed)).ToArray();
        var networks = CompiledNetwork.CompileAll(definitions.Select(d => d.Source));
        foreach (var (definition, network) in definitions.Zip(networks))
        {
            foreach (var rows in new[] { 1, 19 })
                Compare(definition, network, rows);
        }
    }

    private static void Compare(RandomNetwork definition, CompiledNetwork network, int rows)
    {
        var oracle = new NetworkOracle(network.Spec);
        var data = NetworkData.Create(network, rows, classes: 2, seed: rows);
        var where = $"\n{definition.Source}\n{rows} rows";
        foreach (var ((name, expected), actual) in oracle.Predict(data).Zip(network.Predict(rows, data.Inputs(network))))
            Closeness.AssertClose(expected, actual, ForwardTolerance, $"{where}: {name}");
        var gradients = network.Gradients(data.Arrays, [.. oracle.Differentiable]);
        Closeness.AssertClose([oracle.Loss(data, data.Values, network.Network.Seed, 0)], [gradients.Loss], ForwardTolerance, $"{where}: loss");
        foreach (var (name, expected) in oracle.Gradients(data, network.Network.Seed, 0))
        {
            var actual = network.Parameters.Layout.Names.Contains(name) ? gradients[name] : gradients.Input(name);
            Closeness.AssertClose(expected, actual, GradientTolerance, $"{where}: gradient of {name}");
        }

        // Without gradients of inputs, small networks run block by block.
        string[] parameters = [.. oracle.Differentiable.Where(network.Parameters.Layout.Names.Contains)];
        if (parameters.Length == 0)
            return;
        var inBlocks = network.Gradients(data.Arrays, parameters);
        foreach (var name in parameters)
            Closeness.AssertClose(gradients[name].ToArray().Select(v => (double)v).ToArray(), inBlocks[name], GradientTolerance, $"{where}: gradient of {name} in blocks");
    }
}

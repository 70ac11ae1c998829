using NetGen.Generator.Graphs;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>Generated code against the interpreter, for every network of the table and batches around and between the vector widths.</summary>
public sealed class NetworkNumericsTests
{
    // Float32 has 6e-8; a few hundred roundings and the vector functions (below 4 units in the last place) stay well within these.
    private const double ForwardTolerance = 1e-5;
    private const double GradientTolerance = 1e-4;

    private static readonly int[] Batches = [1, 2, 5, 16, 33, 100];

    private static readonly Lazy<IReadOnlyDictionary<string, (NetworkCase Case, CompiledNetwork Network)>> Compiled = new(() =>
        NetworkCases.All.Zip(CompiledNetwork.CompileAll(NetworkCases.All.Select(c => c.Source))).ToDictionary(pair => pair.First.Name, pair => (pair.First, pair.Second)));

    public static TheoryData<string> Cases => [.. NetworkCases.All.Select(c => c.Name)];

    public static TheoryData<string> SmoothCases => [.. NetworkCases.All.Where(c => c.Smooth).Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Predict_EveryBatch_EqualsInterpreter(string name)
    {
        var (networkCase, network) = Compiled.Value[name];
        var oracle = new NetworkOracle(network.Spec);
        foreach (var rows in Batches)
        {
            var data = NetworkData.Create(network, rows, networkCase.Classes, rows);
            var actual = network.Predict(rows, data.Inputs(network));
            foreach (var ((output, expected), values) in oracle.Predict(data).Zip(actual))
                Closeness.AssertClose(expected, values, ForwardTolerance, $"{rows} rows: {output}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void LossAndGradients_EveryBatch_EqualInterpreter(string name)
    {
        var (networkCase, network) = Compiled.Value[name];
        var oracle = new NetworkOracle(network.Spec);
        foreach (var rows in Batches)
        {
            var data = NetworkData.Create(network, rows, networkCase.Classes, rows);
            var actual = network.Gradients(data.Arrays, [.. oracle.Differentiable]);
            Closeness.AssertClose([oracle.Loss(data, data.Values, network.Network.Seed, 0)], [actual.Loss], ForwardTolerance, $"{rows} rows: loss");
            foreach (var (wanted, expected) in oracle.Gradients(data, network.Network.Seed, 0))
            {
                var values = network.Parameters.Layout.Names.Contains(wanted) ? actual[wanted] : actual.Input(wanted);
                Closeness.AssertClose(expected, values, GradientTolerance, $"{rows} rows: gradient of {wanted}");
            }
        }
    }

    /// <summary>Without gradients of inputs small networks run block by block, from 128 rows on in chunks whose sums are merged.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void GradientsOfParameters_EveryBatch_EqualInterpreter(string name)
    {
        var (networkCase, network) = Compiled.Value[name];
        var oracle = new NetworkOracle(network.Spec);
        foreach (var rows in new[] { 16, 32, 33, 300 })
        {
            var data = NetworkData.Create(network, rows, networkCase.Classes, rows);
            string[] parameters = [.. oracle.Differentiable.Where(network.Parameters.Layout.Names.Contains)];
            var actual = network.Gradients(data.Arrays, parameters);
            Closeness.AssertClose([oracle.Loss(data, data.Values, network.Network.Seed, 0)], [actual.Loss], ForwardTolerance, $"{rows} rows: loss");
            foreach (var (wanted, expected) in oracle.Gradients(data, network.Network.Seed, 0).Where(g => parameters.Contains(g.Key)))
                Closeness.AssertClose(expected, actual[wanted], GradientTolerance, $"{rows} rows: gradient of {wanted}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Backward_FromOutputGradients_EqualsInterpreter(string name)
    {
        var (networkCase, network) = Compiled.Value[name];
        var oracle = new NetworkOracle(network.Spec);
        foreach (var rows in new[] { 1, 19 })
        {
            var data = NetworkData.Create(network, rows, networkCase.Classes, rows);
            var random = new Random(rows);
            var seeds = network.Network.Outputs.Select(o => Enumerable.Range(0, rows * o.Width).Select(_ => (float)random.NextDouble() - 0.5f).ToArray()).ToArray();
            var actual = network.Backward([.. data.Inputs(network), .. seeds], [.. oracle.Differentiable]);
            foreach (var (wanted, expected) in oracle.Backward(data, seeds))
            {
                var values = network.Parameters.Layout.Names.Contains(wanted) ? actual[wanted] : actual.Input(wanted);
                Closeness.AssertClose(expected, values, GradientTolerance, $"{rows} rows: gradient of {wanted}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(SmoothCases))]
    public void InterpretedGradients_SomeElementsOfEach_EqualCentralDifferences(string name)
    {
        const int Rows = 3, ElementsOfEach = 6;
        var (networkCase, network) = Compiled.Value[name];
        var oracle = new NetworkOracle(network.Spec);
        var data = NetworkData.Create(network, Rows, networkCase.Classes);
        foreach (var (wanted, gradient) in oracle.Gradients(data, network.Network.Seed, 0))
        {
            var scale = Math.Max(gradient.Max(Math.Abs), 1e-3);
            for (var n = 0; n < Math.Min(ElementsOfEach, gradient.Length); n++)
            {
                var element = n * gradient.Length / Math.Min(ElementsOfEach, gradient.Length);
                var difference = oracle.CentralDifference(data, wanted, element, network.Network.Seed, 0);
                Assert.True(
                    Math.Abs(difference - gradient[element]) <= 1e-6 * scale,
                    $"The gradient of {wanted}[{element}] is {gradient[element]:R} by Autodiff, but {difference:R} by central differences.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Evaluate_LossAndMeanMetrics_EqualInterpreter(string name)
    {
        // More rows than one batch of Evaluate, so that the parts must add up.
        const int Rows = 300;
        var (networkCase, network) = Compiled.Value[name];
        var oracle = new NetworkOracle(network.Spec);
        var data = NetworkData.Create(network, Rows, networkCase.Classes);
        var actual = network.Evaluate(data.Arrays);
        Assert.Equal(Rows, actual.Rows);
        var loss = network.Spec.Graph.Results.Single(r => r.Role == ResultRole.Loss).Name;
        AssertRelative(oracle.PerRow(data, ResultRole.Loss, loss).Average(), actual.Loss, "loss");
        foreach (var metric in network.Spec.Metrics.Where(m => m.Kind == "Mean"))
            AssertRelative(oracle.PerRow(data, ResultRole.Metric, metric.Name).Average(), actual[metric.Name], metric.Name);
    }

    private static void AssertRelative(double expected, double actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= ForwardTolerance * Math.Max(1, Math.Abs(expected)), $"{what} is {actual:R}, but the reference is {expected:R}.");
}

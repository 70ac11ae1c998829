using NetGen.Generator.Graphs;
using NetGen.Generator.Ops;
using NetGen.Generator.Passes;
using NetGen.Generator.Reference;
using NetGen.Tests.Harness;
using NetGen.Tests.Numerics.Networks;

namespace NetGen.Tests.Numerics.RandomNetworks;

/// <summary>
/// One random network on one batch: generated code against the interpreter of its graph, and that against the naive meaning of its definition.
/// Where float32 and double disagree by more than the tolerance, the interpreter runs again with random errors of float32's size in every
/// computed value, and once rounded to float32: a kink, a choice between nearly equal values or a difference of nearly equal terms shows by moving the reference itself as far. Only such
/// elements may differ, by a few times that much; <see cref="Excuses"/> counts them, so that a test can limit them.
/// </summary>
internal sealed class RandomNetworkComparison(RandomNetwork definition, CompiledNetwork network, int rows)
{
    // Chains of a dozen statements, and reductions of differences: a digit more than networks that are written by hand.
    private const double ForwardTolerance = 1e-4;
    private const double GradientTolerance = 1e-3;

    private const int Samples = 24;
    private const double RoundingError = 4e-7;
    private const double Excess = 4;

    private readonly NetworkOracle _oracle = new(network.Spec);
    private readonly NetworkData _data = NetworkData.Create(network, rows, TrialGraph.Classes, rows);
    private Graph? _gradients;

    /// <summary>What is trained, and inputs, as far as anything depends on them.</summary>
    private readonly string[] _wanted =
    [
        .. new NetworkOracle(network.Spec).Differentiable.Where(name => network.Spec.Graph.Nodes.Any(
            n => n.Op is not Parameter { Kind: ParameterTraining.State } && GradientFlow.SourceName(n) == name)),
    ];

    /// <summary>How many tensors differ where the reference itself is as uncertain.</summary>
    public int Excuses { get; private set; }

    /// <summary>Makes parameters that start at 0 or 1 ordinary numbers, and spreads the others; the same for each network.</summary>
    public static void Spread(CompiledNetwork network)
    {
        var random = new Random(1);
        foreach (var parameter in network.Spec.Parameters)
        {
            foreach (ref var value in network.Parameters[parameter.Name])
                value = (value * (float)(0.8 + (0.4 * random.NextDouble()))) + (float)(0.1 * random.NextDouble());
        }
    }

    public void AssertPredictions()
    {
        var inference = Inference.Run(network.Spec.Graph);
        foreach (var ((name, expected), actual) in _oracle.Predict(_data).Zip(network.Predict(rows, _data.Inputs(network))))
            AssertClose(expected, actual, ForwardTolerance, name, rounding => Run(inference, rounding)[ResultRole.Output, name]);
    }

    public void AssertLossAndGradients()
    {
        _gradients = Autodiff.Run(network.Spec.Graph, _wanted, UnreachedPolicy.Zero);
        var expected = Run(_gradients, null);
        var actual = network.Gradients(_data.Arrays, _wanted);
        AssertClose(expected[ResultRole.Loss, "Loss"], [actual.Loss], ForwardTolerance, "loss", rounding => Run(_gradients, rounding)[ResultRole.Loss, "Loss"]);
        foreach (var name in _wanted)
            AssertGradient(expected, name, IsParameter(name) ? actual[name] : actual.Input(name), "");

        // Without gradients of inputs, small networks run block by block.
        string[] parameters = [.. _wanted.Where(IsParameter)];
        var inBlocks = network.Gradients(_data.Arrays, parameters);
        foreach (var name in parameters)
            AssertGradient(expected, name, inBlocks[name], " in blocks");
    }

    public void AssertMetric()
    {
        var actual = network.Evaluate(_data.Arrays);
        foreach (var metric in network.Spec.Metrics.Where(m => m.Kind == "Mean"))
        {
            var inference = Inference.Run(network.Spec.Graph);
            double[] Mean(ReferenceRounding? rounding) => [Run(inference, rounding)[ResultRole.Metric, metric.Name].Average()];
            AssertClose(Mean(null), [(float)actual[metric.Name]], ForwardTolerance, metric.Name, Mean);
        }
    }

    /// <summary>Loss and gradients of the graph that was read are those of the meaning that was drawn.</summary>
    public void AssertMeaning()
    {
        // The random numbers of the naive meaning are others: they depend on the numbers of nodes.
        if (network.Spec.Graph.Nodes.Any(n => n.Op is DropoutMask or NormalNoise))
            return;
        string[] wanted = [.. _wanted.Where(name => definition.Meaning.Nodes.Any(n => GradientFlow.SourceName(n) == name))];
        var meaning = Autodiff.Run(definition.Meaning, wanted, UnreachedPolicy.Zero);
        var (expected, actual) = (Run(meaning, null), Run(_gradients!, null));
        AssertSame(expected[ResultRole.Loss, "Loss"], actual[ResultRole.Loss, "Loss"], "loss", rounding => Run(meaning, rounding)[ResultRole.Loss, "Loss"]);
        foreach (var name in wanted)
            AssertSame(expected[ResultRole.Gradient, name], actual[ResultRole.Gradient, name], name, rounding => Run(meaning, rounding)[ResultRole.Gradient, name]);
    }

    /// <summary>Some elements of each gradient of the interpreter are central differences, where the function is smooth.</summary>
    public void AssertCentralDifferences()
    {
        const int OfEach = 2;
        // Differences see through what stops gradients.
        if (network.Spec.Graph.Nodes.Any(n => n.Op is StopGradient or Scan { TruncateEvery: > 0 }))
            return;
        var run = Run(_gradients!, null);
        foreach (var name in _wanted)
        {
            var gradient = run[ResultRole.Gradient, name];
            var scale = Math.Max(gradient.Max(Math.Abs), 1e-3);
            for (var n = 0; n < Math.Min(OfEach, gradient.Length); n++)
            {
                var element = n * (gradient.Length - 1);
                var (coarse, fine) = (Difference(name, element, 2e-3), Difference(name, element, 5e-4));
                // Steps of two sizes agree where there is no kink between.
                if (!(Math.Abs(coarse - fine) <= 1e-6 * scale))
                    continue;
                Assert.True(
                    Math.Abs(fine - gradient[element]) <= 1e-5 * scale,
                    $"{Where}: the gradient of {name}[{element}] is {gradient[element]:R} by Autodiff, but {fine:R} by central differences.");
            }
        }
    }

    private string Where => $"\n{definition.Source}\n{rows} rows";

    private bool IsParameter(string name) => network.Parameters.Layout.Names.Contains(name);

    private Interpretation Run(Graph graph, ReferenceRounding? rounding) => Interpreter.Run(graph, _data.Values, rows, network.Network.Seed, 0, rounding);

    private double Difference(string name, int element, double step)
    {
        double At(double offset)
        {
            var values = new Dictionary<string, double[]>(_data.Values, StringComparer.Ordinal) { [name] = [.. _data.Values[name]] };
            values[name][element] += offset;
            return _oracle.Loss(_data, values, network.Network.Seed, 0);
        }

        return ((8 * (At(step) - At(-step))) - (At(2 * step) - At(-2 * step))) / (12 * step);
    }

    private void AssertGradient(Interpretation expected, string name, ReadOnlySpan<float> actual, string how) => AssertClose(
        expected[ResultRole.Gradient, name], actual, GradientTolerance, $"gradient of {name}{how}", rounding => Run(_gradients!, rounding)[ResultRole.Gradient, name]);

    private void AssertSame(double[] expected, double[] actual, string what, Func<ReferenceRounding, double[]> again) =>
        AssertClose(expected, actual, 1e-8, 1e-14, $"naive meaning of {what}", again);

    private void AssertClose(double[] expected, ReadOnlySpan<float> actual, double tolerance, string what, Func<ReferenceRounding, double[]> again) =>
        AssertClose(expected, NetworkData.ToDouble(actual), tolerance, RoundingError, what, again);

    private void AssertClose(double[] expected, double[] actual, double tolerance, double error, string what, Func<ReferenceRounding, double[]> again)
    {
        Assert.Equal(expected.Length, actual.Length);
        var limit = tolerance * expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
        if (expected.Zip(actual).All(pair => Math.Abs(pair.First - pair.Second) <= limit))
            return;
        var runs = Again(error, again);
        for (var i = 0; i < expected.Length; i++)
        {
            double[] allowed = [expected[i], .. runs.Select(run => run[i])];
            if (!IsAmong(allowed, actual[i], limit) && !(double.IsNaN(actual[i]) && LeavesFloat32()))
                Assert.Fail($"{Where}: {what}[{i}] is {actual[i]:R}, but the reference is {expected[i]:R}, between {allowed.Min():R} and {allowed.Max():R} with errors; the limit is {limit:E2}.");
        }

        Excuses++;
    }

    /// <summary>Whether a value is one that the reference might have had with errors: a number in about their range, infinite where one of them is beyond float32, NaN where one
    /// of them is (0 / 0 of a row, an index beyond the last) or where numbers beyond float32 may have met; any number where all are NaN, for 0 · NaN is 0 where the compiler
    /// drops the product, and a branch has no NaN from rows that are not its own.</summary>
    private static bool IsAmong(double[] allowed, double actual, double limit)
    {
        double[] numbers = [.. allowed.Where(v => Math.Abs(v) <= float.MaxValue)];
        if (double.IsNaN(actual))
            return numbers.Length < allowed.Length;
        if (double.IsInfinity(actual))
            return allowed.Any(v => Math.Abs(v) > float.MaxValue && Math.Sign(v) == Math.Sign(actual));
        if (numbers.Length == 0)
            return allowed.All(double.IsNaN);
        var slack = limit + (Excess * (numbers.Max() - numbers.Min())) + 1e-12;
        return actual >= numbers.Min() - slack && actual <= numbers.Max() + slack;
    }

    /// <summary>Whether a value on the way is beyond float32, such as a state that grows from step to step: ∞ / ∞ may follow, where the reference has a number.</summary>
    private bool LeavesFloat32()
    {
        var run = Run(network.Spec.Graph, null);
        return network.Spec.Graph.Nodes.Any(n => n.Op is not Scan && run[n].Data.Any(v => Math.Abs(v) > float.MaxValue));
    }

    private static List<double[]> Again(double error, Func<ReferenceRounding, double[]> again)
    {
        var random = new Random(1);
        var runs = Enumerable.Range(0, Samples).Select(_ => again(ReferenceRounding.Random(random.NextDouble, error)));
        return [.. runs, .. error < RoundingError ? [] : new[] { again(ReferenceRounding.ToSingle) }];
    }
}

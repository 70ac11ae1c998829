using NetGen.Generator.Graphs;
using NetGen.Generator.Passes;
using NetGen.Generator.Reference;

namespace NetGen.Tests.Ops;

/// <summary>Derivatives by (f(x + h) − f(x − h)) / 2h in double precision: with h = 1e-5 their error is near 1e-10.</summary>
internal static class CentralDifferences
{
    private const double Step = 1e-5;

    /// <summary>Fails where a gradient of Σ weight · output that autodiff derives differs from the differences.</summary>
    public static void AssertGradients(
        Graph graph, IReadOnlyList<string> wanted, Dictionary<string, double[]> values, int batch, Random random, double tolerance = 1e-6)
    {
        values = new(values);
        foreach (var output in graph.Results.Where(r => r.Role == ResultRole.Output))
        {
            var count = (output.Value.Type.Batched ? batch : 1) * output.Value.Shape.ElementCount;
            values[Autodiff.SeedName(output.Name)] = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() + 0.5)];
        }

        var derived = GraphVerifier.Verify(Autodiff.RunFromOutputs(graph, wanted, UnreachedPolicy.Zero), "autodiff");
        var simplified = GraphVerifier.Verify(Simplify.Run(derived), "simplification");
        var gradients = Interpreter.Run(derived, values, batch);
        var simplifiedGradients = Interpreter.Run(simplified, values, batch);
        foreach (var name in wanted)
        {
            var expected = Differences(graph, name, values, batch);
            Near.AssertAll(expected, gradients[ResultRole.Gradient, name], tolerance);
            Near.AssertAll(expected, simplifiedGradients[ResultRole.Gradient, name], tolerance);
        }
    }

    private static double[] Differences(Graph graph, string name, Dictionary<string, double[]> values, int batch)
    {
        var x = values[name];
        var result = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            var value = x[i];
            x[i] = value + Step;
            var above = WeightedSum(graph, values, batch);
            x[i] = value - Step;
            var below = WeightedSum(graph, values, batch);
            x[i] = value;
            result[i] = (above - below) / (2 * Step);
        }

        return result;
    }

    private static double WeightedSum(Graph graph, Dictionary<string, double[]> values, int batch)
    {
        var run = Interpreter.Run(graph, values, batch);
        return graph.Results.Where(r => r.Role == ResultRole.Output)
            .Sum(r => run[r.Value].Data.Zip(values[Autodiff.SeedName(r.Name)], (y, w) => y * w).Sum());
    }
}

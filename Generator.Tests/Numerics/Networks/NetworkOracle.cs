using NetGen.Generator.FrontEnd;
using NetGen.Generator.Graphs;
using NetGen.Generator.Passes;
using NetGen.Generator.Reference;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>What a network's graph means, in double precision.</summary>
internal sealed class NetworkOracle(NetworkSpec spec)
{
    /// <summary>Parameters and float inputs: what gradients can be taken of.</summary>
    public IReadOnlyList<string> Differentiable { get; } =
    [
        .. spec.Parameters.Select(p => p.Name),
        .. spec.Inputs.Where(i => !i.IsTarget && i.Type.Element == Generator.Graphs.ElementType.Float).Select(i => i.Name),
    ];

    public IEnumerable<string> Outputs => spec.Graph.Results.Where(r => r.Role == ResultRole.Output).Select(r => r.Name);

    /// <summary>The outputs, with dropout off.</summary>
    public IReadOnlyDictionary<string, double[]> Predict(NetworkData data)
    {
        var result = Interpreter.Run(Inference.Run(spec.Graph), data.Values, data.Rows);
        return Outputs.ToDictionary(name => name, name => result[ResultRole.Output, name]);
    }

    /// <summary>A metric's or the loss's values by row, with dropout off.</summary>
    public double[] PerRow(NetworkData data, ResultRole role, string name) =>
        Interpreter.Run(Inference.Run(spec.Graph), data.Values, data.Rows)[role, name];

    /// <summary>The mean loss in training.</summary>
    public double Loss(NetworkData data, IReadOnlyDictionary<string, double[]> values, ulong seed, long step)
    {
        var loss = spec.Graph.Results.Single(r => r.Role == ResultRole.Loss);
        return Interpreter.Run(spec.Graph, values, data.Rows, seed, step)[loss.Value].Data.Average();
    }

    /// <summary>The gradients of the mean loss in training by the compiler's own derivation.</summary>
    public IReadOnlyDictionary<string, double[]> Gradients(NetworkData data, ulong seed, long step)
    {
        var graph = Autodiff.Run(spec.Graph, Differentiable, UnreachedPolicy.Zero);
        var result = Interpreter.Run(graph, data.Values, data.Rows, seed, step);
        return Differentiable.ToDictionary(name => name, name => result[ResultRole.Gradient, name]);
    }

    /// <summary>The gradients from these gradients of the outputs, with dropout off.</summary>
    public IReadOnlyDictionary<string, double[]> Backward(NetworkData data, IReadOnlyList<float[]> outputGradients)
    {
        var values = new Dictionary<string, double[]>(data.Values, StringComparer.Ordinal);
        foreach (var (output, gradient) in Outputs.Zip(outputGradients))
            values[Autodiff.SeedName(output)] = NetworkData.ToDouble(gradient);
        var forward = Inference.WithoutDropout(spec.Graph);
        var present = Differentiable.Where(name => forward.Nodes.Any(n => GradientFlow.SourceName(n) == name)).ToHashSet(StringComparer.Ordinal);
        var result = Interpreter.Run(Autodiff.RunFromOutputs(forward, [.. present], UnreachedPolicy.Zero), values, data.Rows);

        // Noise takes parameters with it: what only training reads has no gradient here.
        return Differentiable.ToDictionary(name => name, name => present.Contains(name) ? result[ResultRole.Gradient, name] : new double[data.Values[name].Length]);
    }

    /// <summary>The derivative of the mean loss by one element, by central differences of fourth order.</summary>
    public double CentralDifference(NetworkData data, string name, int element, ulong seed, long step)
    {
        // The truncation error is of order h⁴, the cancellation 1e-16 / h: both are below 1e-11 here.
        const double H = 1e-3;
        double At(double offset)
        {
            var values = new Dictionary<string, double[]>(data.Values, StringComparer.Ordinal) { [name] = [.. data.Values[name]] };
            values[name][element] += offset;
            return Loss(data, values, seed, step);
        }

        return ((8 * (At(H) - At(-H))) - (At(2 * H) - At(-2 * H))) / (12 * H);
    }
}

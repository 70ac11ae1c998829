using NetGen.Generator.FrontEnd;
using NetGen.Tests.Harness;

namespace NetGen.Tests.Numerics.Networks;

/// <summary>A random batch for a network, in float32 as the generated code sees it and in double as the interpreter does.</summary>
internal sealed class NetworkData
{
    private NetworkData(int rows, Array[] arrays, Dictionary<string, double[]> values) => (Rows, Arrays, Values) = (rows, arrays, values);

    public int Rows { get; }

    /// <summary>Inputs, then targets: the arguments of Step.</summary>
    public Array[] Arrays { get; }

    /// <summary>Inputs, targets and parameters by name.</summary>
    public Dictionary<string, double[]> Values { get; }

    /// <param name="network">The network; its present parameters are part of the data.</param>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="classes">What integer inputs and targets are below.</param>
    /// <param name="seed">Same seed, same data.</param>
    public static NetworkData Create(CompiledNetwork network, int rows, int classes, int seed = 1)
    {
        var random = new Random(seed);
        var values = new Dictionary<string, double[]>(StringComparer.Ordinal);
        var arrays = network.Spec.Inputs.Select(input => Draw(input, rows, classes, random)).ToArray();
        foreach (var (input, array) in network.Spec.Inputs.Zip(arrays))
            values[input.Name] = array is int[] integers ? [.. integers.Select(i => (double)i)] : ToDouble((float[])array);
        foreach (var parameter in network.Spec.Parameters)
            values[parameter.Name] = ToDouble(network.Parameters[parameter.Name]);
        return new NetworkData(rows, arrays, values);
    }

    /// <summary>The arguments of Predict.</summary>
    public Array[] Inputs(CompiledNetwork network) => [.. network.Spec.Inputs.Zip(Arrays).Where(pair => !pair.First.IsTarget).Select(pair => pair.Second)];

    public static double[] ToDouble(ReadOnlySpan<float> values)
    {
        var result = new double[values.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = values[i];
        return result;
    }

    private static Array Draw(InputSpec input, int rows, int classes, Random random)
    {
        var count = rows * input.Type.Shape.ElementCount;
        if (input.Type.Element == Generator.Graphs.ElementType.Integer)
            return Enumerable.Range(0, count).Select(_ => random.Next(classes)).ToArray();
        // Targets between 0 and 1 suit every loss: they are probabilities as well as numbers.
        return Enumerable.Range(0, count)
            .Select(_ => (float)(input.IsTarget ? random.NextDouble() : (random.NextDouble() * 4) - 2))
            .ToArray();
    }
}

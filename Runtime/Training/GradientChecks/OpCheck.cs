using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>Checks the gradient of an operation with <see cref="OpAttribute"/>; called by the method that is generated for it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OpCheck
{
    /// <summary>Compares the gradient of a random weighted sum of the results with central differences, at random operands between −2 and 2.</summary>
    /// <param name="name">The operation.</param>
    /// <param name="operands">The name, the sizes of a row, and whether there is a gradient, of each operand.</param>
    /// <param name="result">The sizes of a row of the result.</param>
    /// <param name="forward">Computes the result of one row from the operands.</param>
    /// <param name="gradient">Computes the gradients with respect to the operands from operands, result and the gradient with respect to the result.</param>
    /// <param name="options">Step, tolerance, number of elements, seed; null for the defaults.</param>
    public static GradientReport Run(
        string name,
        (string Name, int[] Shape, bool HasGradient)[] operands,
        int[] result,
        Action<float[][], float[]> forward,
        Action<float[][], float[], float[], float[][]> gradient,
        GradientCheckOptions? options)
    {
        ArgumentNullException.ThrowIfNull(operands);
        ArgumentNullException.ThrowIfNull(result);
        options ??= new GradientCheckOptions();
        options.Validate();
        float[][] values = [.. operands.Select(operand => Random(options.Seed, operand.Name, ShapeText.Product(operand.Shape)))];
        float[] weights = Random(options.Seed, "weights of " + name, ShapeText.Product(result));
        float[] y = new float[weights.Length];
        forward(values, y);
        float[][] gradients = [.. values.Select(value => new float[value.Length])];
        gradient(values, y, weights, gradients);
        var probe = new SlopeProbe(weights, Evaluate, options);
        return new GradientReport(name, [.. Enumerable.Range(0, operands.Length).Where(i => operands[i].HasGradient)
            .Select(i => TensorCheck.Run(operands[i].Name, values[i], gradients[i], probe, options))]);

        void Evaluate(float[] results)
        {
            results.AsSpan().Clear();
            forward(values, results);
        }
    }

    private static float[] Random(ulong seed, string name, int count)
    {
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = (float)((CounterRandom.KeyOf(seed, $"{name}[{i}]") >> 11) * (4.0 / (1UL << 53))) - 2;
        return values;
    }
}

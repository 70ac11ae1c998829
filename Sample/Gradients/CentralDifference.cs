namespace NetGen.Sample.Gradients;

/// <summary>A gradient's entry beside what the loss itself says.</summary>
/// <param name="Parameter">The parameter's name.</param>
/// <param name="Index">The entry.</param>
/// <param name="Computed">From the backward pass.</param>
/// <param name="Measured">(loss(w + h) − loss(w − h)) / 2h.</param>
internal sealed record CentralDifference(string Parameter, int Index, double Computed, double Measured)
{
    // The loss is a float of about 3: a smaller step drowns in its rounding, a larger one in the curvature. Small gradients get larger steps.
    private const double LossChange = 2e-3, LargestStep = 0.05;

    /// <summary>The difference of the two, relative to the larger.</summary>
    public double Error => Math.Abs(Computed - Measured) / Math.Max(Math.Abs(Computed), Math.Abs(Measured));

    /// <summary>Checks the entry of each parameter's gradient that is largest.</summary>
    public static IEnumerable<CentralDifference> Check(INetwork network, DataSet batch, GradientSet gradients)
    {
        foreach (string name in network.Parameters.Layout.Names)
        {
            int index = IndexOfLargest(gradients[name]);
            double computed = gradients[name][index];
            yield return new(name, index, computed, Measure(network, batch, name, index, Math.Min(LargestStep, LossChange / Math.Abs(computed))));
        }
    }

    private static double Measure(INetwork network, DataSet batch, string name, int index, double step)
    {
        float original = network.Parameters[name][index], above = (float)(original + step), below = (float)(original - step);
        double Loss(float value)
        {
            network.Parameters[name][index] = value;
            return network.Evaluate(batch).Loss;
        }

        double difference = (Loss(above) - Loss(below)) / ((double)above - below);
        network.Parameters[name][index] = original;
        return difference;
    }

    private static int IndexOfLargest(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (Math.Abs(values[i]) > Math.Abs(values[best]))
                best = i;
        }

        return best;
    }
}

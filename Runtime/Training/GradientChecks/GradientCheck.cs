namespace NetGen;

/// <summary>Compares gradients with central differences of the loss.</summary>
/// <remarks>
/// The loss is that of training. Dropout and noise are on and stand still: every evaluation draws the numbers of the first step. Where the loss has a kink (ReLU,
/// a maximum, a choice between branches) within the step, the step is made smaller; an element that lies on the kink itself is left out and counted.
/// Afterwards the network is as it was.
/// </remarks>
public static class GradientCheck
{
    /// <summary>Checks all trained parameters of a network: <c>GradientCheck.Run(net, x, y).ThrowIfWrong()</c> in a test.</summary>
    /// <param name="network">The network, with a loss.</param>
    /// <param name="data">One batch: <c>float[]</c> or <c>int[]</c> for each input and then each target, in the order of the arguments of <c>Step</c>.</param>
    /// <exception cref="ArgumentException">The data do not fit the network.</exception>
    public static GradientReport Run(INetwork network, params Array[] data) => Run(network, new GradientCheckOptions(), data);

    /// <inheritdoc cref="Run(INetwork, Array[])"/>
    /// <param name="network">The network, with a loss.</param>
    /// <param name="options">Step, tolerance, number of elements.</param>
    /// <param name="data">One batch: <c>float[]</c> or <c>int[]</c> for each input and then each target, in the order of the arguments of <c>Step</c>.</param>
    public static GradientReport Run(INetwork network, GradientCheckOptions options, params Array[] data)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        return Run(network, ToDataSet(network, data), options);
    }

    /// <summary>Checks all trained parameters of a network on the rows of <paramref name="data"/>, as one batch.</summary>
    /// <param name="network">The network, with a loss.</param>
    /// <param name="data">Columns named as the inputs and targets; at least one row.</param>
    /// <param name="options">Step, tolerance, number of elements; null for the defaults.</param>
    /// <exception cref="ArgumentException">The data do not fit the network, or an option is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The loss is not finite.</exception>
    public static GradientReport Run(INetwork network, DataSet data, GradientCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new GradientCheckOptions();
        options.Validate();
        using var check = new NetworkCheck(network, data);
        return check.Run(options);
    }

    private static DataSet ToDataSet(INetwork network, Array[] data)
    {
        if (data.Length != network.Inputs.Count)
        {
            throw new ArgumentException(
                $"{network.Name} takes {network.Inputs.Count} tensors, {string.Join(", ", network.Inputs.Select(input => input.Name))}, but was given {data.Length}", nameof(data));
        }

        var set = new DataSet();
        for (int i = 0; i < data.Length; i++)
        {
            TensorInfo input = network.Inputs[i];
            set = data[i] switch
            {
                float[] values => set.Add(input.Name, values, [.. input.Shape]),
                int[] values => set.Add(input.Name, values, [.. input.Shape]),
                _ => throw new ArgumentException($"'{input.Name}' is a {data[i]?.GetType().Name ?? "null"}; give a float[], or an int[] for labels", nameof(data)),
            };
        }

        return set;
    }
}

namespace NetGen.Benchmarks.Networks;

/// <summary>
/// The floating-point operations that a network's mathematics needs for each row, those of its matrix products: 2·k·n forward, as many for the gradient of the kernel, and as
/// many for the gradient of the input, unless it is the network's own. What is computed once counts once, however it is spelled; biases, activations,
/// the loss and the optimizer's update, which are small beside them, do not count.
/// </summary>
/// <param name="Predict">Operations of a prediction.</param>
/// <param name="Step">Operations of a training step.</param>
internal readonly record struct Operations(double Predict, double Step)
{
    /// <summary>The operations of dense layers: <c>Input(70, 50, 25)</c> is two layers on 70 inputs of the network.</summary>
    public static Operations Input(params ReadOnlySpan<int> widths)
    {
        var all = Hidden(widths);
        return all with { Step = all.Step - (2.0 * widths[0] * widths[1]) };
    }

    /// <summary>The operations of dense layers on a value that is computed from parameters.</summary>
    public static Operations Hidden(params ReadOnlySpan<int> widths)
    {
        var forward = 0.0;
        for (var i = 1; i < widths.Length; i++)
            forward += 2.0 * widths[i - 1] * widths[i];
        return new Operations(forward, 3 * forward);
    }

    /// <summary>The operations of a convolution with <paramref name="positions"/> windows of <paramref name="window"/> positions.</summary>
    public static Operations Convolution(int positions, int window, int channels, int filters)
    {
        var forward = 2.0 * positions * window * channels * filters;
        return new Operations(forward, 3 * forward);
    }

    /// <summary>The same on an input of the network, whose gradient nobody needs.</summary>
    public Operations OfInput() => this with { Step = Step - Predict };

    /// <summary>The operations of both.</summary>
    public static Operations operator +(Operations a, Operations b) => new(a.Predict + b.Predict, a.Step + b.Step);

    /// <summary>The operations of a network that is applied <paramref name="times"/> times to different values.</summary>
    public static Operations operator *(int times, Operations a) => new(times * a.Predict, times * a.Step);
}

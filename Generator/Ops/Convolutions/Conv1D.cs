using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class Conv1DLayer() : ConvolutionLayer(1)
{
    public override string Name => "Conv1D";

    public override string Summary => "Convolution over a sequence [length, channels]: the same filters at every position.";

    public override string Formula =>
        "activation(Σₜ x[p · stride + t · dilation] · kernel[t] + bias), kernel [kernelSize, inputs / groups, filters]; a "
        + "cross-correlation, as in Keras and PyTorch";

    protected override bool HasGroups => true;

    public override Node Apply(LayerContext context, Node input)
    {
        var x = Pictures.From(context, input, AxisCount);
        var (filters, groups) = FiltersAndGroups(context, x);
        var windows = Windows(context, x);
        var kernel = Kernel(context, "kernel", windows, x.Shape[2] / groups, filters, context.Arguments.Activation("activation"));
        return Finish(context, Convolve(context.Builder, x, kernel, windows, groups));
    }
}

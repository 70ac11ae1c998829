using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class Conv2DLayer() : ConvolutionLayer(2)
{
    public override string Name => "Conv2D";

    public override string Summary => "Convolution over a picture [height, width, channels]: the same filters at every position.";

    public override string Formula =>
        "activation(Σₜ x[p · stride + t · dilation] · kernel[t] + bias), kernel [kernelSize, kernelSize, inputs / groups, filters]; a "
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

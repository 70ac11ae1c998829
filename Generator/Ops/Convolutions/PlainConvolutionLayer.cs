using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>A convolution with a kernel over all channels of a group.</summary>
internal abstract class PlainConvolutionLayer(int axes) : ConvolutionLayer(axes)
{
    public sealed override string Name => $"Conv{Dimensions}";

    public sealed override string Summary => $"Convolution over {Pictures.Describe(AxisCount)}: the same filters at every position.";

    public sealed override string Formula =>
        $"activation(Σₜ x[p · stride + t · dilation] · kernel[t] + bias), kernel [{KernelSizes}, inputs / groups, filters]; a "
        + "cross-correlation, as in Keras and PyTorch";

    protected sealed override IReadOnlyList<FunctionParameter> Further => [Groups];

    public sealed override Node Apply(LayerContext context, Node input)
    {
        var x = Pictures.From(context, input, AxisCount);
        var (filters, groups) = FiltersAndGroups(context, x);
        var windows = Windows(context, x);
        var kernel = Kernel(context, "kernel", windows, x.Shape.Last / groups, filters, context.Arguments.Activation("activation"));
        return Finish(context, Convolve(context.Builder, x, kernel, windows, groups));
    }
}

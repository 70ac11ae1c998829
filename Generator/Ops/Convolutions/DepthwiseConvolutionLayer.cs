using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>A convolution of each channel by itself.</summary>
internal abstract class DepthwiseConvolutionLayer(int axes) : ConvolutionLayer(axes)
{
    public sealed override string Name => $"DepthwiseConv{Dimensions}";

    public sealed override string Summary => $"Convolution of each channel of {Pictures.Describe(AxisCount)} by itself.";

    public sealed override string Formula =>
        $"activation(Σₜ x[p · stride + t · dilation, ⌊c / Multiplier⌋] · kernel[t, 0, c] + bias), kernel [{KernelSizes}, 1, channels · Multiplier]";

    public sealed override IReadOnlyList<FunctionParameter> Parameters => [KernelSize, Activation];

    protected sealed override IReadOnlyList<FunctionParameter> Further => [Multiplier];

    public sealed override Node Apply(LayerContext context, Node input)
    {
        var x = Pictures.From(context, input, AxisCount);
        return Finish(context, ConvolveChannels(context, x, "kernel", context.Arguments.Activation("activation")));
    }
}

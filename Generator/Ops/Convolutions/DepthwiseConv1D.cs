using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class DepthwiseConv1DLayer() : ConvolutionLayer(1)
{
    public override string Name => "DepthwiseConv1D";

    public override string Summary => "Convolution of each channel of a sequence [length, channels] by itself.";

    public override string Formula => "activation(Σₜ x[p · stride + t · dilation, c] · kernel[t, 0, c] + bias), kernel [kernelSize, 1, channels]";

    public override IReadOnlyList<FunctionParameter> Parameters => [KernelSize, Activation];

    public override Node Apply(LayerContext context, Node input)
    {
        var x = Pictures.From(context, input, AxisCount);
        var windows = Windows(context, x);
        var kernel = Kernel(context, "kernel", windows, 1, x.Shape[2], context.Arguments.Activation("activation"));
        return Finish(context, Convolve(context.Builder, x, kernel, windows, x.Shape[2]));
    }
}

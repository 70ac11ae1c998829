using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The layer.</summary>
internal sealed class SeparableConv1DLayer() : ConvolutionLayer(1)
{
    public override string Name => "SeparableConv1D";

    public override string Summary => "A convolution of each channel of a sequence [length, channels] by itself, then a product over the channels.";

    public override string Formula =>
        "activation(depthwise(x) · pointwise + bias), depthwise [kernelSize, 1, channels], pointwise [channels, filters]; Chollet (2017)";

    public override Node Apply(LayerContext context, Node input)
    {
        var x = Pictures.From(context, input, AxisCount);
        AxisWindow.RequirePositive(context.Name, "filters", context.Arguments.Integer("filters"));
        var (windows, activation) = (Windows(context, x), context.Arguments.Activation("activation"));
        var depthwise = Kernel(context, "depthwise", windows, 1, x.Shape[2], OpRegistry.Linear);
        var between = Convolve(context.Builder, x, depthwise, windows, x.Shape[2]);
        var shape = Shape.Of(x.Shape[2], context.Arguments.Integer("filters"));
        var pointwise = context.Parameter("pointwise", shape, KernelStart(context, activation));
        return Finish(context, context.Builder.Add(new MatMul(false), between, pointwise));
    }
}

using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>A convolution of each channel by itself and a product over the channels.</summary>
internal abstract class SeparableConvolutionLayer(int axes) : ConvolutionLayer(axes)
{
    public sealed override string Name => $"SeparableConv{Dimensions}";

    public sealed override string Summary => $"A convolution of each channel of {Pictures.Describe(AxisCount)} by itself, then a product over the channels.";

    public sealed override string Formula =>
        $"activation(depthwise(x) · pointwise + bias), depthwise [{KernelSizes}, 1, channels · Multiplier], pointwise [channels · Multiplier, filters]; Chollet (2017)";

    protected sealed override IReadOnlyList<FunctionParameter> Further => [Multiplier];

    public sealed override Node Apply(LayerContext context, Node input)
    {
        var x = Pictures.From(context, input, AxisCount);
        var filters = context.Arguments.Integer("filters");
        AxisWindow.RequirePositive(context.Name, "filters", filters);
        var between = ConvolveChannels(context, x, "depthwise", OpRegistry.Linear);
        var pointwise = context.Parameter("pointwise", Shape.Of(between.Shape.Last, filters), KernelStart(context, context.Arguments.Activation("activation")));
        return Finish(context, context.Builder.Add(new MatMul(false), between, pointwise));
    }
}

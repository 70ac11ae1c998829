using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>A transposed convolution.</summary>
internal abstract class TransposedConvolutionLayer(int axes) : ConvolutionLayer(axes)
{
    public sealed override string Name => $"Conv{Dimensions}Transpose";

    public sealed override string Summary =>
        $"The transposed convolution of {Pictures.Describe(AxisCount)}: the way back from a convolution's output to its input.";

    public sealed override string Formula =>
        $"activation(y + bias), y[p · stride + t · dilation] = Σ x[p] · kernel[t]ᵀ, kernel [{KernelSizes}, filters, inputs]; "
        + "Zeiler et al. (2010)";

    public sealed override Node Apply(LayerContext context, Node input) => Finish(context, Transpose(context, Pictures.From(context, input, AxisCount)));

    private Node Transpose(LayerContext context, Node x)
    {
        var (arguments, builder, picture) = (context.Arguments, context.Builder, Pictures.Of(x.Shape));
        var (filters, padding, pad) = (arguments.Integer("filters"), arguments.Choice("Padding"), arguments.Integer("Pad"));
        AxisWindow.RequirePositive(context.Name, "filters", filters);
        var (sizeY, sizeX) = Sizes(arguments);
        var down = AxisCount == 1
            ? new TransposedWindow(AxisWindow.None, 1, 0, 1)
            : TransposedWindow.Of(context.Name, picture[0], sizeY.Size, sizeY.Stride, sizeY.Dilation, padding, pad);
        var across = TransposedWindow.Of(context.Name, picture[1], sizeX.Size, sizeX.Stride, sizeX.Dilation, padding, pad);
        var kernel = Kernel(context, "kernel", (down.Window, across.Window), filters, picture[2], arguments.Activation("activation"));
        var window = new ConvolutionWindow(down.Window.Stride, across.Window.Stride, down.Window.Dilation, across.Window.Dilation, 1);
        var y = builder.Add(new TransposedConvolution(window, down.Reached, across.Reached), x, kernel);
        return across.Cut(builder, down.Cut(builder, y, Pictures.Axis(y, 0)), Pictures.Axis(y, 1));
    }
}

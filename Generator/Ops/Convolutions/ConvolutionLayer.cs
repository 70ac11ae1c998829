using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>A convolution over one or two axes, and those that are built from it.</summary>
internal abstract class ConvolutionLayer(int axes) : Layer
{
    protected static readonly FunctionParameter Filters = new(ParameterKind.Integer, "filters", "The size of the result's last axis, at least 1.");

    protected static readonly FunctionParameter KernelSize = new(ParameterKind.Integer, "kernelSize", "How many positions the window has, at least 1; over two axes in each.");

    protected static readonly FunctionParameter Activation = new(ParameterKind.Activation, "activation", "What is applied to the result.", "Activation.Linear");

    protected static readonly FunctionParameter Groups = new(
        ParameterKind.Integer, "Groups", "Groups of channels and of filters: filters see the channels of their group only. Divides both.", "1");

    protected static readonly FunctionParameter Multiplier = new(ParameterKind.Integer, "Multiplier", "How many filters each channel has, at least 1.", "1");

    private static readonly FunctionParameter[] OfEveryAxis =
    [
        new(ParameterKind.Integer, "Stride", "How far the window moves.", "1"),
        new(ParameterKind.Integer, "Dilation", "The distance between neighbours in the window.", "1"),
        new(ParameterKind.Choice, "Padding", "What is put around the input.", "Padding.Valid"),
        new(ParameterKind.Integer, "Pad", "Zeros on each side, beside those of the padding.", "0"),
    ];

    private static readonly FunctionParameter[] OfTwoAxes =
    [
        new(ParameterKind.Integer, "KernelWidth", "The window's size along the second axis; 0 is the same as along the first.", "0"),
        new(ParameterKind.Integer, "StrideWidth", "How far the window moves along the second axis; 0 is the same as along the first.", "0"),
        new(ParameterKind.Integer, "DilationWidth", "The distance along the second axis; 0 is the same as along the first.", "0"),
    ];

    public override IReadOnlyList<FunctionParameter> Parameters => [Filters, KernelSize, Activation];

    public override IReadOnlyList<FunctionParameter> Properties =>
    [
        .. OfEveryAxis,
        .. axes == 2 ? OfTwoAxes : [],
        .. Further,
        new(ParameterKind.Boolean, "UseBias", "Whether a bias is added.", "true"),
        new(ParameterKind.Initializer, "KernelInitializer", "How the kernel starts.", "Init.Default"),
        new(ParameterKind.Initializer, "BiasInitializer", "How the bias starts.", "Init.Zeros"),
    ];

    /// <summary>Properties of this kind of convolution.</summary>
    protected virtual IReadOnlyList<FunctionParameter> Further => [];

    protected int AxisCount => axes;

    protected string Dimensions => axes == 1 ? "1D" : "2D";

    /// <summary>The sizes of a kernel's first axes in formulas.</summary>
    protected string KernelSizes => axes == 1 ? "kernelSize" : "kernelSize, kernelSize";

    public override string Describe(LayerArguments arguments)
    {
        var (y, x) = Sizes(arguments);
        var window = axes == 1 ? Literals.Print(x.Size) : $"{Literals.Print(y.Size)} × {Literals.Print(x.Size)}";
        var filters = Parameters.Contains(Filters) ? $" {Literals.Print(arguments.Integer("filters"))}," : "";
        var activation = arguments.Activation("activation");
        return $"{Name}{filters} {window}{(activation == OpRegistry.Linear ? "" : $", {OpRegistry.Label(activation)}")}";
    }

    /// <summary>The windows over both axes of pictures.</summary>
    protected (AxisWindow Y, AxisWindow X) Windows(LayerContext context, Node pictures)
    {
        var (arguments, picture) = (context.Arguments, Pictures.Of(pictures.Shape));
        var padding = arguments.Choice("Padding");
        if (axes == 2 && padding == "Causal")
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, context.Name, "Padding", padding, "Valid or Same: only sequences have an order");
        var (y, x) = Sizes(arguments);
        var pad = arguments.Integer("Pad");
        return (
            axes == 1 ? AxisWindow.None : AxisWindow.Of(context.Name, picture[0], y.Size, y.Stride, y.Dilation, padding, pad),
            AxisWindow.Of(context.Name, picture[1], x.Size, x.Stride, x.Dilation, padding, pad));
    }

    /// <summary>A convolution of each channel by itself, with the kernel <paramref name="name"/>.</summary>
    protected Node ConvolveChannels(LayerContext context, Node pictures, string name, string activation)
    {
        var (channels, multiplier) = (pictures.Shape.Last, context.Arguments.Integer("Multiplier"));
        AxisWindow.RequirePositive(context.Name, "Multiplier", multiplier);
        var windows = Windows(context, pictures);
        return Convolve(context.Builder, pictures, Kernel(context, name, windows, 1, channels * multiplier, activation), windows, channels);
    }

    /// <summary>The parameter [window…, channels, filters], as a kernel of pictures.</summary>
    protected Node Kernel(LayerContext context, string name, (AxisWindow Y, AxisWindow X) windows, int channels, int filters, string activation)
    {
        var shape = axes == 1 ? Shape.Of(windows.X.Size, channels, filters) : Shape.Of(windows.Y.Size, windows.X.Size, channels, filters);
        var parameter = context.Parameter(name, shape, KernelStart(context, activation));
        return context.Builder.Reshape(parameter, Shape.Of(windows.Y.Size, windows.X.Size, channels, filters));
    }

    protected static InitializerSpec KernelStart(LayerContext context, string activation) =>
        context.Arguments.Initializer("KernelInitializer").Or(OpRegistry.KernelStart(activation));

    /// <summary>A padded convolution; one that is a matrix product becomes one.</summary>
    protected static Node Convolve(GraphBuilder builder, Node x, Node kernel, (AxisWindow Y, AxisWindow X) windows, int groups)
    {
        var (y, across) = windows;
        x = across.Pad(builder, y.Pad(builder, x, Pictures.Axis(x, 0)), Pictures.Axis(x, 1));
        var picture = Pictures.Of(x.Shape);
        var (depth, filters) = (kernel.Shape[0] * kernel.Shape[1] * kernel.Shape[2], kernel.Shape[3]);
        var isWhole = kernel.Shape[0] == picture[0] && kernel.Shape[1] == picture[1];
        if (groups == 1 && isWhole)
        {
            var flat = builder.Reshape(x, Shape.Of([.. x.Shape.Sizes.Take(Pictures.Axis(x, 0)), depth]));
            return builder.Reshape(builder.Add(new MatMul(false), flat, builder.Reshape(kernel, Shape.Of(depth, filters))), Pictures.Like(x.Shape, Shape.Of(1, 1, filters)));
        }

        if (groups == 1 && kernel.Shape[0] * kernel.Shape[1] == 1 && y.Stride * across.Stride == 1)
            return builder.Add(new MatMul(false), x, builder.Reshape(kernel, Shape.Of(depth, filters)));
        return builder.Add(new Convolution(new ConvolutionWindow(y.Stride, across.Stride, y.Dilation, across.Dilation, groups)), x, kernel);
    }

    /// <summary>Bias and activation, and the shape that the user expects.</summary>
    protected Node Finish(LayerContext context, Node pictures)
    {
        var y = Pictures.To(context.Builder, pictures, axes);
        if (context.Arguments.Boolean("UseBias"))
            y = context.Builder.Plus(y, context.Parameter("bias", Shape.Of(y.Shape.Last), context.Arguments.Initializer("BiasInitializer").Or(InitializerSpec.Zeros)));
        return context.Activate(context.Arguments.Activation("activation"), y);
    }

    /// <summary>The number of filters, and of groups that divide them and the channels.</summary>
    protected static (int Filters, int Groups) FiltersAndGroups(LayerContext context, Node pictures)
    {
        var (filters, groups) = (context.Arguments.Integer("filters"), context.Arguments.Integer("Groups"));
        AxisWindow.RequirePositive(context.Name, "filters", filters);
        AxisWindow.RequirePositive(context.Name, "Groups", groups);
        var channels = pictures.Shape.Last;
        if (channels % groups != 0 || filters % groups != 0)
            throw new DefinitionException(DiagnosticIds.GroupsUneven, context.Name, groups, channels, filters);
        return (filters, groups);
    }

    /// <summary>What the arguments say of the windows over both axes of pictures.</summary>
    protected ((int Size, int Stride, int Dilation) Y, (int Size, int Stride, int Dilation) X) Sizes(LayerArguments arguments)
    {
        var first = (Size: arguments.Integer("kernelSize"), Stride: arguments.Integer("Stride"), Dilation: arguments.Integer("Dilation"));
        return axes == 1
            ? ((1, 1, 1), first)
            : (first, (Or("KernelWidth", first.Size), Or("StrideWidth", first.Stride), Or("DilationWidth", first.Dilation)));

        int Or(string name, int otherwise) => arguments.Integer(name) is not 0 and var given ? given : otherwise;
    }
}

using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>A pooling over one or two axes.</summary>
internal abstract class PoolingLayer(int axes) : Layer
{
    public sealed override IReadOnlyList<FunctionParameter> Parameters =>
        [new(ParameterKind.Integer, "size", "How many positions the window has, at least 1; over two axes in each.")];

    public sealed override IReadOnlyList<FunctionParameter> Properties =>
    [
        new(ParameterKind.Integer, "Stride", "How far the window moves; 0 is its size.", "0"),
        new(ParameterKind.Choice, "Padding", "Whether windows may reach beyond the input; what of them lies outside does not count.", "Padding.Valid"),
        .. axes == 1
            ? Array.Empty<FunctionParameter>()
            : [
                new(ParameterKind.Integer, "Width", "The window's size along the second axis; 0 is the same as along the first.", "0"),
                new(ParameterKind.Integer, "StrideWidth", "How far the window moves along the second axis; 0 is its width, or the stride if there is one.", "0"),
            ],
    ];

    public sealed override string Describe(LayerArguments arguments)
    {
        var size = Literals.Print(arguments.Integer("size"));
        return axes == 1 ? $"{Name} {size}" : $"{Name} {size} × {Literals.Print(WidthOf(arguments))}";
    }

    public sealed override Node Apply(LayerContext context, Node input)
    {
        var x = Pictures.From(context, input, axes);
        var (arguments, picture) = (context.Arguments, Pictures.Of(x.Shape));
        var (size, stride) = (arguments.Integer("size"), arguments.Integer("Stride"));
        var y = axes == 1 ? AxisWindow.None : Window(context, picture[0], size, stride);
        var across = axes == 1
            ? Window(context, picture[1], size, stride)
            : Window(context, picture[1], WidthOf(arguments), arguments.Integer("StrideWidth") is not 0 and var given ? given : stride);
        var window = new PoolingWindow(
            y.Size, across.Size, y.Stride, across.Stride, y.Before, across.Before, y.Positions(picture[0]), across.Positions(picture[1]));
        return Pictures.To(context.Builder, Pool(context.Builder, x, window), axes);
    }

    protected int AxisCount => axes;

    protected string Dimensions => axes == 1 ? "1D" : "2D";

    protected abstract Node Pool(GraphBuilder builder, Node x, PoolingWindow window);

    private static AxisWindow Window(LayerContext context, int length, int size, int stride)
    {
        var padding = context.Arguments.Choice("Padding");
        if (padding == "Causal")
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, context.Name, "Padding", padding, "Valid or Same");
        AxisWindow.RequirePositive(context.Name, "size", size);
        return AxisWindow.Of(context.Name, length, size, stride == 0 ? size : stride, 1, padding, 0);
    }

    private static int WidthOf(LayerArguments arguments) => arguments.Integer("Width") is not 0 and var given ? given : arguments.Integer("size");
}

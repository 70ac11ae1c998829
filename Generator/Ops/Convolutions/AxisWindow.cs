using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>A window over one axis: its size, how it moves, and the zeros around the axis.</summary>
internal sealed record AxisWindow(int Size, int Stride, int Dilation, int Before, int After)
{
    /// <summary>A window that covers one position and stays there.</summary>
    public static AxisWindow None { get; } = new(1, 1, 1, 0, 0);

    /// <summary>The largest size, stride, distance or padding: products of two fit 32 bits.</summary>
    public const int Most = 1 << 15;

    /// <summary>From the first to the last element.</summary>
    public int Reach => ConvolutionWindow.Reach(Size, Dilation);

    /// <summary>The positions over an axis of <paramref name="length"/>.</summary>
    public int Positions(int length) => ConvolutionWindow.Positions(length + Before + After, Size, Stride, Dilation);

    /// <summary>The window over an axis of <paramref name="length"/> that the arguments of a layer ask for.</summary>
    /// <param name="layer">For messages.</param>
    /// <param name="pad">Zeros on both sides beside those of <paramref name="padding"/>.</param>
    /// <exception cref="DefinitionException">An argument is out of range, or the window does not fit.</exception>
    public static AxisWindow Of(string layer, int length, int size, int stride, int dilation, string padding, int pad)
    {
        RequirePositive(layer, "kernelSize", size);
        RequirePositive(layer, "Stride", stride);
        RequirePositive(layer, "Dilation", dilation);
        if (pad is < 0 or > Most)
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, layer, "Pad", pad, $"at least 0 and at most {Literals.Print(Most)}");
        var reach = ConvolutionWindow.Reach(size, dilation);
        var all = padding == "Valid" ? 0 : Math.Max(0, ((((length + stride - 1) / stride) - 1) * stride) + reach - length);
        var before = padding == "Causal" ? reach - 1 : all / 2;
        var window = new AxisWindow(size, stride, dilation, before + pad, (padding == "Causal" ? 0 : all - before) + pad);
        if (reach > length + window.Before + window.After)
            throw new DefinitionException(DiagnosticIds.WindowTooLarge, layer, reach, length + window.Before + window.After);
        return window;
    }

    public static void RequirePositive(string layer, string name, int value)
    {
        if (value is < 1 or > Most)
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, layer, name, value, $"at least 1 and at most {Literals.Print(Most)}");
    }

    /// <summary>The value with the zeros around <paramref name="axis"/>.</summary>
    public Node Pad(GraphBuilder builder, Node value, int axis) =>
        Before == 0 && After == 0 ? value : builder.Add(new Pad(axis, Before, After), value);
}

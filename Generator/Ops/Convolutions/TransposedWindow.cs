using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graphs;

namespace NetGen.Generator.Ops;

/// <summary>The window of a transposed convolution over one axis: the positions that it reaches, and which of them are kept.</summary>
internal sealed record TransposedWindow(AxisWindow Window, int Reached, int Start, int Kept)
{
    /// <summary>With padding <c>Same</c> stride times as many positions are kept, otherwise all. What is cut off is where a convolution with that padding has
    /// zeros.</summary>
    /// <param name="layer">For messages.</param>
    /// <param name="positions">Positions of the input.</param>
    /// <param name="pad">Positions to cut off on both sides besides.</param>
    /// <exception cref="DefinitionException">An argument is out of range.</exception>
    public static TransposedWindow Of(string layer, int positions, int size, int stride, int dilation, string padding, int pad)
    {
        AxisWindow.RequirePositive(layer, "kernelSize", size);
        AxisWindow.RequirePositive(layer, "Stride", stride);
        AxisWindow.RequirePositive(layer, "Dilation", dilation);
        if (padding == "Causal")
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, layer, "Padding", padding, "Valid or Same");
        var window = new AxisWindow(size, stride, dilation, 0, 0);
        var all = ((positions - 1) * stride) + window.Reach;
        var (reached, kept, start) = padding == "Same"
            ? (Math.Max(all, positions * stride), positions * stride, Math.Max(0, window.Reach - stride) / 2)
            : (all, all, 0);
        if (pad is < 0 or > AxisWindow.Most || kept - (2 * pad) < 1)
            throw new DefinitionException(DiagnosticIds.ArgumentOutOfRange, layer, "Pad", pad, "at least 0, and leave a result");
        return new TransposedWindow(window, reached, start + pad, kept - (2 * pad));
    }

    /// <summary>What is kept of <paramref name="axis"/>.</summary>
    public Node Cut(GraphBuilder builder, Node value, int axis) =>
        Kept == value.Shape[axis] ? value : builder.Add(new Slice(axis, Start, Kept), value);
}

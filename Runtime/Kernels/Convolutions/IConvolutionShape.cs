using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>The sizes of a convolution without padding, channels last, as constants. One over one axis has height 1.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IConvolutionShape
{
    /// <summary>Rows of pixels of the input.</summary>
    public static abstract int Height { get; }

    /// <summary>Pixels in a row of the input.</summary>
    public static abstract int Width { get; }

    /// <summary>Channels of the input.</summary>
    public static abstract int Channels { get; }

    /// <summary>Channels of the output.</summary>
    public static abstract int Outputs { get; }

    /// <summary>Rows of the window.</summary>
    public static abstract int KernelHeight { get; }

    /// <summary>Pixels in a row of the window.</summary>
    public static abstract int KernelWidth { get; }

    /// <summary>Rows of the input from one row of the output to the next.</summary>
    public static abstract int StrideY { get; }

    /// <summary>Pixels of the input from one pixel of the output to the next.</summary>
    public static abstract int StrideX { get; }

    /// <summary>Rows of the input from one row of the window to the next.</summary>
    public static abstract int DilationY { get; }

    /// <summary>Pixels of the input from one pixel of the window to the next.</summary>
    public static abstract int DilationX { get; }

    /// <summary>Groups of channels: outputs of a group see its inputs only. Divides both numbers of channels.</summary>
    public static abstract int Groups { get; }
}

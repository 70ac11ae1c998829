using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>The sizes of a pooling, channels last, as constants. What of a window lies outside the input does not count.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPoolingShape
{
    /// <summary>Rows of pixels of the input.</summary>
    public static abstract int Height { get; }

    /// <summary>Pixels in a row of the input.</summary>
    public static abstract int Width { get; }

    /// <summary>Channels of input and output.</summary>
    public static abstract int Channels { get; }

    /// <summary>Rows of the window.</summary>
    public static abstract int WindowHeight { get; }

    /// <summary>Pixels in a row of the window.</summary>
    public static abstract int WindowWidth { get; }

    /// <summary>Rows of the input from one row of the output to the next.</summary>
    public static abstract int StrideY { get; }

    /// <summary>Pixels of the input from one pixel of the output to the next.</summary>
    public static abstract int StrideX { get; }

    /// <summary>Rows of the first window above the input.</summary>
    public static abstract int Top { get; }

    /// <summary>Pixels of the first window before the input.</summary>
    public static abstract int Left { get; }

    /// <summary>Rows of the output. Each window has at least one pixel of the input.</summary>
    public static abstract int OutputHeight { get; }

    /// <summary>Pixels in a row of the output.</summary>
    public static abstract int OutputWidth { get; }
}

using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// The sizes of a convolution and what follows from them, in floats or counts. The kernel is [window row, window column, channel of the group, output].
/// </summary>
internal readonly struct ConvolutionSizes
{
    public nuint Width { get; private init; }

    public nuint Channels { get; private init; }

    public nuint Outputs { get; private init; }

    public nuint KernelHeight { get; private init; }

    public nuint KernelWidth { get; private init; }

    public nuint StrideY { get; private init; }

    public nuint StrideX { get; private init; }

    public nuint DilationY { get; private init; }

    public nuint DilationX { get; private init; }

    public nuint Groups { get; private init; }

    /// <summary>Rows of the output.</summary>
    public nuint OutputHeight { get; private init; }

    /// <summary>Pixels in a row of the output.</summary>
    public nuint OutputWidth { get; private init; }

    /// <summary>Pixels of the input.</summary>
    public nuint Pixels { get; private init; }

    /// <summary>Floats of one sample of the input.</summary>
    public nuint InputFloats => Pixels * Channels;

    /// <summary>Pixels of the output.</summary>
    public nuint OutputPixels => OutputHeight * OutputWidth;

    /// <summary>Floats from one row of pixels of the input to the next.</summary>
    public nuint RowFloats => Width * Channels;

    /// <summary>Channels of the input that one group sees.</summary>
    public nuint GroupChannels => Channels / Groups;

    /// <summary>Channels of the output that one group makes.</summary>
    public nuint GroupOutputs => Outputs / Groups;

    /// <summary>Pixels of the window.</summary>
    public nuint Taps => KernelHeight * KernelWidth;

    /// <summary>Floats that neighbours in a row of the window have side by side in the input: the whole row unless something lies between its pixels.</summary>
    public nuint Run
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Groups == 1 && DilationX == 1 ? KernelWidth * Channels : GroupChannels;
    }

    /// <summary>Such runs in a row of the window.</summary>
    public nuint RunsInRow => Groups == 1 && DilationX == 1 ? 1 : KernelWidth;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ConvolutionSizes Of<TShape>()
        where TShape : struct, IConvolutionShape => new()
        {
            Width = (nuint)TShape.Width,
            Channels = (nuint)TShape.Channels,
            Outputs = (nuint)TShape.Outputs,
            KernelHeight = (nuint)TShape.KernelHeight,
            KernelWidth = (nuint)TShape.KernelWidth,
            StrideY = (nuint)TShape.StrideY,
            StrideX = (nuint)TShape.StrideX,
            DilationY = (nuint)TShape.DilationY,
            DilationX = (nuint)TShape.DilationX,
            Groups = (nuint)TShape.Groups,
            Pixels = (nuint)(TShape.Height * TShape.Width),
            OutputHeight = (nuint)(((TShape.Height - 1 - (TShape.KernelHeight - 1) * TShape.DilationY) / TShape.StrideY) + 1),
            OutputWidth = (nuint)(((TShape.Width - 1 - (TShape.KernelWidth - 1) * TShape.DilationX) / TShape.StrideX) + 1),
        };
}

namespace NetGen.Kernels;

/// <summary>
/// When the last columns of a product at 512 bits, beside full vectors, have kernels of their own: few columns would leave a vector mostly empty.
/// </summary>
internal static class GemmNarrow
{
    /// <summary>Columns of these kernels at most.</summary>
    public const int MaxColumns = 4;

    /// <summary>Longest contraction: so many steps of so many columns fit the stack.</summary>
    public const int MaxSteps = 1024;

    /// <summary>Floats of a buffer on the stack for the columns of B.</summary>
    public const int PanelFloats = MaxColumns * MaxSteps + 16;
}

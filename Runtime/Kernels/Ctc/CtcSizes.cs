using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>The sizes that the kernels of <see cref="Ctc"/> share.</summary>
/// <param name="Steps">The most steps of a row.</param>
/// <param name="Classes">The classes, the blank among them.</param>
/// <param name="Labels">The most labels of a row.</param>
/// <param name="Blank">The class that stands for no label.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct CtcSizes(int Steps, int Classes, int Labels, int Blank)
{
    /// <summary>The states of the lattice: the labels, with blanks between and around them.</summary>
    public int States => (2 * Labels) + 1;
}

using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>
/// An emitted program for small networks that goes through a batch in blocks of rows, each from the inputs to the last gradient of a value, and after a
/// few blocks sums over their rows, while all of their values are near. Sums over the batch are kept for each chunk of blocks and merged at the end.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IBlockProgram : IProgram
{
    /// <summary>Floats of the arena for each row of a block.</summary>
    public static abstract int FloatsPerRow { get; }

    /// <summary>Floats of all gradients; 0 where none are computed.</summary>
    public static abstract int GradientFloats { get; }

    /// <summary>Floats of the sums that are no gradient of a parameter, as they lie in the fixed part of the workspace.</summary>
    public static abstract int SumFloats { get; }

    /// <summary>Where those sums begin in the fixed part.</summary>
    public static abstract int SumOffset { get; }

    /// <summary>Floats of the fixed part without the partial sums of chunks, which lie behind.</summary>
    public static abstract int FixedFloats { get; }

    /// <summary>What does not depend on the batch; ends at a barrier if it does anything.</summary>
    public static virtual void Before(in Frame frame)
    {
    }

    /// <summary>One block, but for its sums.</summary>
    public static abstract void Rows<V>(in BlockFrame frame)
        where V : struct, ISimd<V>;

    /// <summary>The sums over the rows of a group of blocks, of which the frame has the first.</summary>
    public static virtual void Sums<V>(in BlockFrame frame)
        where V : struct, ISimd<V>
    {
    }

    /// <summary>Whether <see cref="After"/> takes so little, and from sums that are no gradients alone, that one worker does it before the others go on.</summary>
    public static virtual bool IsAfterOfSums => false;

    /// <summary>What depends on sums over the batch.</summary>
    public static virtual void After(in Frame frame)
    {
    }
}

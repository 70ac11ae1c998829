using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>A program of loss and gradients whose large gradients are handed over in registers; as an <see cref="IProgram"/> it stores them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITrainProgram : IProgram
{
    /// <summary>The positions in the layout of the parameters whose gradients are handed to the update; all others are stored.</summary>
    public static abstract ReadOnlySpan<int> Updated { get; }

    /// <summary>Runs this worker's share. Changes no parameter if the loss is not finite.</summary>
    public static abstract void Run<TUpdate>(in Frame frame)
        where TUpdate : unmanaged, IGradientUpdate;

    /// <summary>
    /// After a run with <see cref="GradientSquares"/> and in the same memory: this worker's share of the products whose squares it took, those that are wanted.
    /// Changes no parameter if the loss is not finite.
    /// </summary>
    public static virtual void Update<TUpdate>(in Frame frame)
        where TUpdate : unmanaged, IGradientUpdate
    {
    }
}

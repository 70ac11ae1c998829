using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>
/// A compiled program. Every worker runs all of it, each on its own share of the work (<see cref="Frame.RowRange"/>, <see cref="Frame.Split"/>), and
/// meets the others at a <see cref="Frame.Barrier"/> wherever it reads what another worker wrote.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IProgram
{
    /// <summary>Runs this worker's share.</summary>
    public static abstract void Run(in Frame frame);

    /// <summary>Where a program that can end with an update of all parameters leaves the loss, in floats of the fixed memory; below 0 for others.</summary>
    public static virtual int LossOffset => -1;

    /// <summary>The shares that so many rows of the batch are divided into, for a worker each.</summary>
    public static virtual int Shares(int rows) => (int)(((long)rows + Frame.RowBlock - 1) / Frame.RowBlock);

    /// <summary>How many workers may go through a row together, each with its part of nearly every kernel; 1 where rows have a worker each.</summary>
    public static virtual int PartsOfRow => 1;

    /// <summary>The most workers that a batch of so many rows has work for.</summary>
    public static virtual int MostWorkers(int rows) => int.MaxValue;
}

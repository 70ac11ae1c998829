namespace NetGen.Kernels;

/// <summary>The distances, in floats, between what a tile reads.</summary>
/// <param name="RowA">From one row of the tile to the next in A.</param>
/// <param name="StepA">From one step of the contraction to the next in A.</param>
/// <param name="StepB">From one step of the contraction to the next in B.</param>
internal readonly record struct GemmStrides(nuint RowA, nuint StepA, nuint StepB);

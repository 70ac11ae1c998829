using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>What a call of a convolution computes.</summary>
/// <param name="Begin">First sample.</param>
/// <param name="End">Sample to end before.</param>
/// <param name="First">First pixel of the output of each.</param>
/// <param name="Last">Pixel to end before.</param>
[method: MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
internal readonly record struct ConvolutionRange(nuint Begin, nuint End, nuint First, nuint Last);

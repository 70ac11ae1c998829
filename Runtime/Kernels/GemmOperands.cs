using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The two factors of a product, as the blocked driver reads them. Distances are in floats.</summary>
internal unsafe struct GemmOperands
{
    /// <summary>A at row 0 and step 0.</summary>
    public float* A;

    /// <summary>From one row of C to the next in A. With 1, the rows of a block are copied so that a tile reads consecutive lines.</summary>
    public nuint RowA;

    /// <summary>From one step to the next in A.</summary>
    public nuint StepA;

    /// <summary>B at column 0 and step 0.</summary>
    public float* B;

    /// <summary>From one step to the next in B; with a transposed B, from one column to the next.</summary>
    public nuint StrideB;

    /// <summary>Whether B is stored [columns, steps].</summary>
    public bool IsTransposed;

    /// <summary>Length of the contraction.</summary>
    public nuint Steps;

    /// <summary>Where B has a step and a column.</summary>
    /// <param name="step">The step.</param>
    /// <param name="column">The column.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly float* AtB(nuint step, nuint column) => IsTransposed ? B + column * StrideB + step : B + step * StrideB + column;
}

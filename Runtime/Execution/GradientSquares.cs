using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// What clipping by the norm wants to know of a large gradient before anything changes: the sum of its squares, from the two factors of the product that would
/// compute it, where that is cheaper; otherwise the gradient is stored.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct GradientSquares : IGradientUpdate
{
    /// <summary>Doubles of <see cref="Sums"/>: the number of tiles, and what each leaves.</summary>
    internal static readonly int SumsLength = 1 + (OuterSquares.SumsOfTile * OuterSquares.TilesOf(OuterSquares.MostRows));

    private readonly StoreGradient _store;

    internal GradientSquares(StoreGradient store, double* sums)
    {
        _store = store;
        Sums = sums;
    }

    /// <inheritdoc/>
    public static bool ChangesParameters => false;

    /// <summary>Receives how many tiles there are, unless the gradient is stored, and then their sums.</summary>
    internal double* Sums { get; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<V, L>(V gradient, nuint at, L lanes)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V> =>
        _store.Apply(gradient, at, lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ApplyRow<V>(float factor, ref float values, nuint at, nuint count)
        where V : struct, ISimd<V> => GradientRow.Apply<V, StoreGradient>(_store, factor, ref values, at, count);

    /// <summary>This worker's share of the sum of squares of a product xᵀ · dy; false if the product is to be stored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal bool TryTake(in Frame frame, float* x, float* dy, int rows, int inputs, int outputs)
    {
        if (!OuterSquares.Pays(rows, inputs, outputs))
            return false;
        int tiles = OuterSquares.TilesOf(rows);
        (int begin, int end) = frame.Split(tiles, 1);
        OuterSquares.Run(x, inputs, dy, outputs, rows, begin, end, Sums + 1);
        if (frame.Worker == 0)
            *Sums = tiles;
        return true;
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>Keeps gradients for whoever wants to see them all before anything changes: the user, or clipping by their norm.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct StoreGradient : IGradientUpdate
{
    private readonly float* _gradients;

    internal StoreGradient(ref float gradients) => _gradients = (float*)Unsafe.AsPointer(ref gradients);

    /// <inheritdoc/>
    public static bool ChangesParameters => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<V, L>(V gradient, nuint at, L lanes)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V> =>
        lanes.Store(gradient, ref *_gradients, at);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ApplyRow<V>(float factor, ref float values, nuint at, nuint count)
        where V : struct, ISimd<V> => GradientRow.Apply<V, StoreGradient>(this, factor, ref values, at, count);
}

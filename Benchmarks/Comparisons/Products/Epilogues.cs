using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen.Benchmarks.Comparisons.Products;

/// <summary>Stores results as rows of <typeparamref name="TN"/>.</summary>
internal ref struct StoreRows<TN>(ref float result) : IEpilogue
    where TN : struct, ISize
{
    private readonly ref float _result = ref result;

    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store<V, L>(V value, nuint row, nuint column, L lanes)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V>
        => lanes.Store(value, ref _result, (row * (nuint)TN.Value) + column);
}

/// <summary>Stores max(result + bias, 0) as rows of <typeparamref name="TN"/>: what a layer does.</summary>
internal ref struct StoreRelu<TN>(ref float bias, ref float result) : IEpilogue
    where TN : struct, ISize
{
    private readonly ref float _bias = ref bias;
    private readonly ref float _result = ref result;

    public static bool IsShort => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store<V, L>(V value, nuint row, nuint column, L lanes)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V>
        => lanes.Store(V.Max(value + lanes.Load(ref _bias, column), V.Zero), ref _result, (row * (nuint)TN.Value) + column);
}

using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen.Tests.Kernels;

/// <summary>Adds results to a matrix that starts at zero, so that one that is stored twice is seen.</summary>
internal readonly ref struct StoringEpilogue(ref float results, int columns) : IEpilogue
{
    private readonly ref float _results = ref results;
    private readonly nuint _columns = (nuint)columns;

    public static bool IsShort => !Product.HasLongEpilogue;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<V, L>(V value, nuint row, nuint column, L lanes)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V>
    {
        nuint offset = (row * _columns) + column;
        lanes.Store(lanes.Load(ref _results, offset) + value, ref _results, offset);
    }
}

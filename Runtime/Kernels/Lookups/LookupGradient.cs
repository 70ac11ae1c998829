using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>The gradient of a table whose rows were looked up. The shape has the rows of the table as K and their width as N.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class LookupGradient
{
    /// <summary>
    /// C[k, …] = Σ dy[r, …] over all r with indices[r] = k, in ascending order, for the rows k in [<paramref name="from"/>, <paramref name="to"/>). An epilogue
    /// that skips zeros is not given the rows that no number names. Numbers that are no row of the table are left out.
    /// </summary>
    /// <param name="indices">The first number; <see langword="int"/>, or whole numbers as <see langword="float"/>.</param>
    /// <param name="gradient">First element of dy [<paramref name="count"/>, N].</param>
    /// <param name="count">How many numbers there are.</param>
    /// <param name="from">First row of the table.</param>
    /// <param name="to">Row to end before.</param>
    /// <param name="epilogue">Stores the results.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TIndex, TShape, TEpilogue>(ref TIndex indices, ref float gradient, int count, int from, int to, in TEpilogue epilogue)
        where TIndex : unmanaged
        where TShape : struct, IMatMulShape
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated)
            Run<Simd512, TIndex, TShape, TEpilogue>(ref indices, ref gradient, count, from, to, epilogue);
        else if (Vector256.IsHardwareAccelerated)
            Run<Simd256, TIndex, TShape, TEpilogue>(ref indices, ref gradient, count, from, to, epilogue);
        else
            Run<Simd128, TIndex, TShape, TEpilogue>(ref indices, ref gradient, count, from, to, epilogue);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Run<V, TIndex, TShape, TEpilogue>(ref TIndex indices, ref float gradient, int count, int from, int to, in TEpilogue epilogue)
        where V : struct, ISimd<V>
        where TIndex : unmanaged
        where TShape : struct, IMatMulShape
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        Occurrences rows = new(KernelScratch.Rent(Occurrences.Size(to - from, count)), to - from, count);
        for (int at = 0; at < count; at++)
        {
            int row = Lookup.TableRow(Unsafe.Add(ref indices, at), TShape.K) - from;
            if ((uint)row < (uint)(to - from))
                rows.Add(row, at);
        }

        int visited = TEpilogue.SkipsZeros ? rows.Count : to - from;
        for (int i = 0; i < visited; i++)
        {
            int row = TEpilogue.SkipsZeros ? rows.RowOf(i) : i;
            int first = TEpilogue.SkipsZeros ? rows.FirstOf(i) : rows.FirstOfRow(row);
            nuint column = 0;
            for (; column + (nuint)V.Count <= (nuint)TShape.N; column += (nuint)V.Count)
                Sum<V, FullLanes<V>, TShape, TEpilogue>(rows, first, ref gradient, (nuint)(from + row), column, default, epilogue);
            if (column < (nuint)TShape.N)
                Sum<V, TailLanes<V>, TShape, TEpilogue>(rows, first, ref gradient, (nuint)(from + row), column, new((nuint)TShape.N - column), epilogue);
        }
    }

    /// <summary>The gradient of tables of which each belongs to one row of the batch, for the rows [<paramref name="begin"/>, <paramref name="end"/>).</summary>
    /// <param name="indices">The first number.</param>
    /// <param name="gradient">First element of dy.</param>
    /// <param name="perTable">How many neighbouring numbers belong to a table.</param>
    /// <param name="begin">First table.</param>
    /// <param name="end">Table to end before.</param>
    /// <param name="epilogue">Stores the results: row r of table t is row t · K + r.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunEach<TIndex, TShape, TEpilogue>(ref TIndex indices, ref float gradient, int perTable, int begin, int end, in TEpilogue epilogue)
        where TIndex : unmanaged
        where TShape : struct, IMatMulShape
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        for (int table = begin; table < end; table++)
        {
            nint at = (nint)table * perTable;
            TableRows<TEpilogue> shifted = new(epilogue, (nuint)table * (nuint)TShape.K);
            Run<TIndex, TShape, TableRows<TEpilogue>>(
                ref Unsafe.Add(ref indices, at), ref Unsafe.Add(ref gradient, at * TShape.N), perTable, 0, TShape.K, shifted);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum<V, L, TShape, TEpilogue>(
        in Occurrences rows, int first, ref float gradient, nuint row, nuint column, L lanes, in TEpilogue epilogue)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V>
        where TShape : struct, IMatMulShape
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        V sum = V.Zero;
        for (int at = first; at >= 0; at = rows.Next(at))
            sum += lanes.Load(ref gradient, ((nuint)at * (nuint)TShape.N) + column);
        epilogue.Store(sum, row, column, lanes);
    }

    /// <summary>The epilogue of one of several tables.</summary>
    private readonly ref struct TableRows<TEpilogue>(in TEpilogue epilogue, nuint first) : IEpilogue
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        private readonly TEpilogue _epilogue = epilogue;
        private readonly nuint _first = first;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store<V, L>(V value, nuint row, nuint column, L lanes)
            where V : struct, ISimd<V>
            where L : struct, ILanes<V> => _epilogue.Store(value, _first + row, column, lanes);
    }
}

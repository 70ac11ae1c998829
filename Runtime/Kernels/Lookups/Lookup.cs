using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>Rows of a table by their numbers: embeddings and gathers. The shape has the rows of the table as K and their width as N.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lookup
{
    /// <summary>
    /// C[r, …] = table[indices[r], …] for r in [<paramref name="begin"/>, <paramref name="end"/>). A number that is no row of the table gives NaN: nothing
    /// outside the table is read.
    /// </summary>
    /// <param name="indices">The first number; <see langword="int"/>, or whole numbers as <see langword="float"/>.</param>
    /// <param name="table">First element of the table, or of the first of several tables that lie one behind the other.</param>
    /// <param name="perTable">How many neighbouring numbers share a table; 0 if all do.</param>
    /// <param name="begin">First number.</param>
    /// <param name="end">Number to end before.</param>
    /// <param name="epilogue">Stores the results.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TIndex, TShape, TEpilogue>(ref TIndex indices, ref float table, int perTable, int begin, int end, in TEpilogue epilogue)
        where TIndex : unmanaged
        where TShape : struct, IMatMulShape
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated)
            Run<Simd512, TIndex, TShape, TEpilogue>(ref indices, ref table, perTable, begin, end, epilogue);
        else if (Vector256.IsHardwareAccelerated)
            Run<Simd256, TIndex, TShape, TEpilogue>(ref indices, ref table, perTable, begin, end, epilogue);
        else
            Run<Simd128, TIndex, TShape, TEpilogue>(ref indices, ref table, perTable, begin, end, epilogue);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Run<V, TIndex, TShape, TEpilogue>(ref TIndex indices, ref float table, int perTable, int begin, int end, in TEpilogue epilogue)
        where V : struct, ISimd<V>
        where TIndex : unmanaged
        where TShape : struct, IMatMulShape
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        for (int at = begin; at < end; at++)
        {
            int row = TableRow(Unsafe.Add(ref indices, at), TShape.K);
            if (row < 0)
            {
                Missing<V, TShape, TEpilogue>((nuint)at, epilogue);
                continue;
            }

            nint first = perTable == 0 ? row : ((nint)(at / perTable) * TShape.K) + row;
            ref float source = ref Unsafe.Add(ref table, first * TShape.N);
            nuint column = 0;
            for (; column + (nuint)V.Count <= (nuint)TShape.N; column += (nuint)V.Count)
                epilogue.Store(V.Load(ref source, column), (nuint)at, column, default(FullLanes<V>));
            if (column < (nuint)TShape.N)
            {
                TailLanes<V> tail = new((nuint)TShape.N - column);
                epilogue.Store(tail.Load(ref source, column), (nuint)at, column, tail);
            }
        }
    }

    /// <summary>The row of a table of <paramref name="rows"/> rows; −1 if there is none of this number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int TableRow<TIndex>(TIndex index, int rows)
        where TIndex : unmanaged
    {
        if (typeof(TIndex) == typeof(int))
            return (uint)(int)(object)index < (uint)rows ? (int)(object)index : -1;
        float number = (float)(object)index;
        return number >= 0 && number < rows ? (int)number : -1;
    }

    private static void Missing<V, TShape, TEpilogue>(nuint row, in TEpilogue epilogue)
        where V : struct, ISimd<V>
        where TShape : struct, IMatMulShape
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        nuint column = 0;
        for (; column + (nuint)V.Count <= (nuint)TShape.N; column += (nuint)V.Count)
            epilogue.Store(V.Create(float.NaN), row, column, default(FullLanes<V>));
        if (column < (nuint)TShape.N)
            epilogue.Store(V.Create(float.NaN), row, column, new TailLanes<V>((nuint)TShape.N - column));
    }
}

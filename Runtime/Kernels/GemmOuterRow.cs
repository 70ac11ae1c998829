using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// The outer product of two vectors, C[K,N] = aᵀ · b for one sample: nothing but stores, in the order of memory. Products are added to zero as in a tile,
/// so that -0 becomes 0 here too.
/// </summary>
internal static unsafe class GemmOuterRow<V, TShape, TEpilogue>
    where V : struct, ISimd<V>
    where TShape : struct, IMatMulShape
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    private static int Vectors
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
        get => (TShape.N + V.Count - 1) / V.Count;
    }

    /// <summary>All columns of the rows [<paramref name="row"/>, <paramref name="rowEnd"/>) of C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* a, float* b, nuint row, nuint rowEnd, in TEpilogue epilogue)
    {
        // Not a switch: of these the JIT compiles only the one whose condition holds.
        if (TShape.N == V.Count)
            Narrow<One, FullLanes<V>>(a, b, row, rowEnd, default, epilogue);
        else if (TShape.N == 2 * V.Count)
            Narrow<Two, FullLanes<V>>(a, b, row, rowEnd, default, epilogue);
        else if (TShape.N == 4 * V.Count)
            Narrow<Four, FullLanes<V>>(a, b, row, rowEnd, default, epilogue);
        else if (Vectors > 4 || TShape.N % V.Count == 0)
            Run(a, b, new GemmRange(row, rowEnd, 0, (nuint)TShape.N), epilogue);
        else if (Vectors == 1)
            Narrow<One, TailLanes<V>>(a, b, row, rowEnd, new((nuint)(TShape.N % V.Count)), epilogue);
        else if (Vectors == 2)
            Narrow<Two, TailLanes<V>>(a, b, row, rowEnd, new((nuint)(TShape.N % V.Count)), epilogue);
        else if (Vectors == 3)
            Narrow<Three, TailLanes<V>>(a, b, row, rowEnd, new((nuint)(TShape.N % V.Count)), epilogue);
        else
            Narrow<Four, TailLanes<V>>(a, b, row, rowEnd, new((nuint)(TShape.N % V.Count)), epilogue);
    }

    /// <summary>One row of C: b times <paramref name="factor"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Scale(float factor, float* b, nuint row, in TEpilogue epilogue) => Columns(factor, b, row, 0, (nuint)TShape.N, epilogue);

    /// <summary>Some columns of some rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(float* a, float* b, in GemmRange range, in TEpilogue epilogue)
    {
        for (nuint row = range.Row; row < range.EndRow; row++)
            Columns(a[row], b, row, range.Column, range.EndColumn, epilogue);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns(float factor, float* b, nuint row, nuint column, nuint end, in TEpilogue epilogue)
    {
        if (TEpilogue.TakesRows)
        {
            TEpilogue.StoreRow<TEpilogue, V>(epilogue, factor, ref b[column], row, column, end - column);
            return;
        }

        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        V x = V.Create(factor);
        nuint lanes = (nuint)V.Count;
        for (; column + lanes <= end; column += lanes)
            target.Store(V.MultiplyAdd(x, V.Load(ref *b, column), V.Zero), row, column, default(FullLanes<V>));
        if (column < end)
        {
            TailLanes<V> tail = new(end - column);
            target.Store(V.MultiplyAdd(x, tail.Load(ref *b, column), V.Zero), row, column, tail);
        }
    }

    /// <summary>Up to four vectors of columns, which stay in registers for all rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Narrow<TVectors, L>(float* a, float* b, nuint row, nuint rowEnd, L last, in TEpilogue epilogue)
        where TVectors : unmanaged, ITileSize
        where L : struct, ILanes<V>
    {
        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        nuint lanes = (nuint)V.Count, lastColumn = (nuint)(sizeof(TVectors) - 1) * lanes;
        V b0 = sizeof(TVectors) > 1 ? V.Load(ref *b, 0) : V.Zero;
        V b1 = sizeof(TVectors) > 2 ? V.Load(ref *b, lanes) : V.Zero;
        V b2 = sizeof(TVectors) > 3 ? V.Load(ref *b, 2 * lanes) : V.Zero;
        V end = last.Load(ref *b, lastColumn);
        for (; row < rowEnd; row++)
        {
            V x = V.Create(a[row]);
            if (sizeof(TVectors) > 1)
                target.Store(V.MultiplyAdd(x, b0, V.Zero), row, 0, default(FullLanes<V>));
            if (sizeof(TVectors) > 2)
                target.Store(V.MultiplyAdd(x, b1, V.Zero), row, lanes, default(FullLanes<V>));
            if (sizeof(TVectors) > 3)
                target.Store(V.MultiplyAdd(x, b2, V.Zero), row, 2 * lanes, default(FullLanes<V>));
            target.Store(V.MultiplyAdd(x, end, V.Zero), row, lastColumn, last);
        }
    }
}

using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// One row of C = A · B for weights that are in cache: four vectors of columns at a time. A result is one long chain of additions, so that speed comes from
/// chains side by side.
/// </summary>
internal static unsafe class GemmRow<V, TShape, TEpilogue>
    where V : struct, ISimd<V>
    where TShape : struct, IMatMulShape
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    /// <summary>Computes one row of C.</summary>
    /// <param name="a">A at the row.</param>
    /// <param name="b">B.</param>
    /// <param name="row">Row of C.</param>
    /// <param name="epilogue">Stores the results.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* a, float* b, nuint row, in TEpilogue epilogue)
    {
        nuint lanes = (nuint)V.Count, column = 0, columns = (nuint)TShape.N;
        for (; column + 4 * lanes <= columns; column += 4 * lanes)
            Columns<Four, FullLanes<V>>(a, b + column, row, column, default, epilogue);
        nuint rest = columns - column;
        if (rest > 3 * lanes)
            Columns<Four, TailLanes<V>>(a, b + column, row, column, new(rest - 3 * lanes), epilogue);
        else if (rest == 3 * lanes)
            Columns<Three, FullLanes<V>>(a, b + column, row, column, default, epilogue);
        else if (rest > 2 * lanes)
            Columns<Three, TailLanes<V>>(a, b + column, row, column, new(rest - 2 * lanes), epilogue);
        else if (rest > 0)
            Rest(a, b + column, row, column, rest, epilogue);
    }

    private static void Rest(float* a, float* b, nuint row, nuint column, nuint width, in TEpilogue epilogue)
    {
        nuint k = (nuint)TShape.K;
        GemmPanel<V, TEpilogue>.Panel(a - row * k, b, k, new GemmStrides(k, 1, (nuint)TShape.N), row, row + 1, column, width, epilogue);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Columns<TVectors, L>(float* a, float* b, nuint row, nuint column, L lanes, in TEpilogue epilogue)
        where TVectors : struct, ITileSize
        where L : struct, ILanes<V>
    {
        nuint width = (nuint)V.Count;
        V c0 = V.Zero, c1 = V.Zero, c2 = V.Zero, c3 = V.Zero;
        for (int k = 0; k < TShape.K; k++, b += TShape.N)
        {
            V x = V.Create(a[k]);
            c0 = V.MultiplyAdd(x, V.Load(ref *b, 0), c0);
            c1 = V.MultiplyAdd(x, V.Load(ref *b, width), c1);
            c2 = V.MultiplyAdd(x, TVectors.Count > 3 ? V.Load(ref *b, 2 * width) : lanes.Load(ref *b, 2 * width), c2);
            if (TVectors.Count > 3)
                c3 = V.MultiplyAdd(x, lanes.Load(ref *b, 3 * width), c3);
        }

        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        target.Store(c0, row, column, default(FullLanes<V>));
        target.Store(c1, row, column + width, default(FullLanes<V>));
        if (TVectors.Count > 3)
        {
            target.Store(c2, row, column + 2 * width, default(FullLanes<V>));
            target.Store(c3, row, column + 3 * width, lanes);
        }
        else
        {
            target.Store(c2, row, column + 2 * width, lanes);
        }
    }
}

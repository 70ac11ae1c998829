using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// The innermost product: up to eight rows by one or two vectors of columns, all accumulators in registers. Sizes are type arguments, so that the JIT
/// compiles exactly the rows and vectors asked for.
/// </summary>
internal static unsafe class GemmTile<V, TStrides, TEpilogue>
    where V : struct, ISimd<V>
    where TStrides : struct, IGemmStrides
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    /// <summary>Rows of a full tile: 16 accumulators of 32 registers at 512 bits, 12 of 16 at the other widths.</summary>
    public static int MaxRows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => V.Count == 16 ? 8 : 6;
    }

    /// <summary>Computes one tile.</summary>
    /// <param name="a">A at the first row of the tile and the first step.</param>
    /// <param name="b">B at the first column of the tile and the first step.</param>
    /// <param name="steps">Length of the contraction.</param>
    /// <param name="row">First row of C.</param>
    /// <param name="column">First column of C.</param>
    /// <param name="lanes">Lanes of the last vector.</param>
    /// <param name="epilogue">Stores the results.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run<TRows, TVectors, L>(float* a, float* b, nuint steps, nuint row, nuint column, L lanes, in TEpilogue epilogue)
        where TRows : struct, ITileSize
        where TVectors : struct, ITileSize
        where L : struct, ILanes<V>
    {
        V c00 = V.Zero, c01 = V.Zero;
        V c10 = V.Zero, c11 = V.Zero;
        V c20 = V.Zero, c21 = V.Zero;
        V c30 = V.Zero, c31 = V.Zero;
        V c40 = V.Zero, c41 = V.Zero;
        V c50 = V.Zero, c51 = V.Zero;
        V c60 = V.Zero, c61 = V.Zero;
        V c70 = V.Zero, c71 = V.Zero;
        for (; steps != 0; steps--)
        {
            V b0 = TVectors.Count > 1 ? V.Load(ref *b, 0) : lanes.Load(ref *b, 0);
            V b1 = TVectors.Count > 1 ? lanes.Load(ref *b, (nuint)V.Count) : V.Zero;
            {
                V x = V.Create(*a);
                c00 = V.MultiplyAdd(x, b0, c00);
                if (TVectors.Count > 1)
                    c01 = V.MultiplyAdd(x, b1, c01);
            }

            if (TRows.Count > 1)
            {
                V x = V.Create(*(a + 1 * TStrides.RowA));
                c10 = V.MultiplyAdd(x, b0, c10);
                if (TVectors.Count > 1)
                    c11 = V.MultiplyAdd(x, b1, c11);
            }

            if (TRows.Count > 2)
            {
                V x = V.Create(*(a + 2 * TStrides.RowA));
                c20 = V.MultiplyAdd(x, b0, c20);
                if (TVectors.Count > 1)
                    c21 = V.MultiplyAdd(x, b1, c21);
            }

            if (TRows.Count > 3)
            {
                V x = V.Create(*(a + 3 * TStrides.RowA));
                c30 = V.MultiplyAdd(x, b0, c30);
                if (TVectors.Count > 1)
                    c31 = V.MultiplyAdd(x, b1, c31);
            }

            if (TRows.Count > 4)
            {
                V x = V.Create(*(a + 4 * TStrides.RowA));
                c40 = V.MultiplyAdd(x, b0, c40);
                if (TVectors.Count > 1)
                    c41 = V.MultiplyAdd(x, b1, c41);
            }

            if (TRows.Count > 5)
            {
                V x = V.Create(*(a + 5 * TStrides.RowA));
                c50 = V.MultiplyAdd(x, b0, c50);
                if (TVectors.Count > 1)
                    c51 = V.MultiplyAdd(x, b1, c51);
            }

            if (TRows.Count > 6)
            {
                V x = V.Create(*(a + 6 * TStrides.RowA));
                c60 = V.MultiplyAdd(x, b0, c60);
                if (TVectors.Count > 1)
                    c61 = V.MultiplyAdd(x, b1, c61);
            }

            if (TRows.Count > 7)
            {
                V x = V.Create(*(a + 7 * TStrides.RowA));
                c70 = V.MultiplyAdd(x, b0, c70);
                if (TVectors.Count > 1)
                    c71 = V.MultiplyAdd(x, b1, c71);
            }

            a += TStrides.StepA;
            b += TStrides.StepB;
        }

        // Through memory, so that the epilogue, which may be long, is compiled into the tile twice and not sixteen times.
        Unsafe.SkipInit(out TileResults<V> results);
        (results[0], results[1]) = (c00, c01);
        if (TRows.Count > 1)
            (results[2], results[3]) = (c10, c11);
        if (TRows.Count > 2)
            (results[4], results[5]) = (c20, c21);
        if (TRows.Count > 3)
            (results[6], results[7]) = (c30, c31);
        if (TRows.Count > 4)
            (results[8], results[9]) = (c40, c41);
        if (TRows.Count > 5)
            (results[10], results[11]) = (c50, c51);
        if (TRows.Count > 6)
            (results[12], results[13]) = (c60, c61);
        if (TRows.Count > 7)
            (results[14], results[15]) = (c70, c71);

        Consume<TRows, TVectors, L>(ref results, row, column, lanes, epilogue);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Consume<TRows, TVectors, L>(ref TileResults<V> results, nuint row, nuint column, L lanes, in TEpilogue epilogue)
        where TRows : struct, ITileSize
        where TVectors : struct, ITileSize
        where L : struct, ILanes<V>
    {
        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        ref V result = ref Unsafe.As<TileResults<V>, V>(ref results);
        for (nuint r = 0; r < (nuint)TRows.Count; r++)
        {
            if (TVectors.Count > 1)
            {
                target.Store(Unsafe.Add(ref result, 2 * r), row + r, column, default(FullLanes<V>));
                target.Store(Unsafe.Add(ref result, 2 * r + 1), row + r, column + (nuint)V.Count, lanes);
            }
            else
            {
                target.Store(Unsafe.Add(ref result, 2 * r), row + r, column, lanes);
            }
        }
    }
}

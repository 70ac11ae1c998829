using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// The innermost product: up to eight rows by one or two vectors of columns, all accumulators in registers. The size of the tile is a type argument, so
/// that the JIT compiles exactly its rows and vectors. Shapes and epilogues are not: all products of a process share these few methods, which keeps
/// compilation short and the code of a whole network in the instruction cache, and costs no speed.
/// </summary>
internal static unsafe class GemmTile<V>
    where V : struct, ISimd<V>
{
    /// <summary>Rows of a full tile: 16 accumulators of 32 registers at 512 bits, 12 of 16 at the other widths.</summary>
    public static int MaxRows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => V.Count == 16 ? 8 : 6;
    }

    /// <summary>Computes one tile of <paramref name="rows"/> rows, at most <see cref="MaxRows"/>.</summary>
    /// <param name="rows">Rows of the tile.</param>
    /// <param name="a">A at the first row of the tile and the first step.</param>
    /// <param name="b">B at the first column of the tile and the first step.</param>
    /// <param name="steps">Length of the contraction.</param>
    /// <param name="strides">Distances within A and B.</param>
    /// <param name="lanes">Lanes of the last vector.</param>
    /// <param name="results">Receives two vectors for each row; with one vector of columns, the first of the two.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TVectors, L>(nuint rows, float* a, float* b, nuint steps, in GemmStrides strides, L lanes, ref V results)
        where TVectors : struct, ITileSize
        where L : struct, ILanes<V>
    {
        if (rows < (nuint)MaxRows)
            Remainder<TVectors, L>(rows, a, b, steps, strides, lanes, ref results);
        else if (V.Count == 16)
            Run<Eight, TVectors, L>(a, b, steps, strides, lanes, ref results);
        else
            Run<Six, TVectors, L>(a, b, steps, strides, lanes, ref results);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Remainder<TVectors, L>(nuint rows, float* a, float* b, nuint steps, in GemmStrides strides, L lanes, ref V results)
        where TVectors : struct, ITileSize
        where L : struct, ILanes<V>
    {
        switch (rows)
        {
            case 1: Run<One, TVectors, L>(a, b, steps, strides, lanes, ref results); break;
            case 2: Run<Two, TVectors, L>(a, b, steps, strides, lanes, ref results); break;
            case 3: Run<Three, TVectors, L>(a, b, steps, strides, lanes, ref results); break;
            case 4: Run<Four, TVectors, L>(a, b, steps, strides, lanes, ref results); break;
            case 5: Run<Five, TVectors, L>(a, b, steps, strides, lanes, ref results); break;
            case 6: Run<Six, TVectors, L>(a, b, steps, strides, lanes, ref results); break;
            default: Run<Seven, TVectors, L>(a, b, steps, strides, lanes, ref results); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Run<TRows, TVectors, L>(float* a, float* b, nuint steps, in GemmStrides strides, L lanes, ref V results)
        where TRows : struct, ITileSize
        where TVectors : struct, ITileSize
        where L : struct, ILanes<V>
    {
        nuint stepA = strides.StepA, stepB = strides.StepB, rowA = strides.RowA;
        float* a1 = a + rowA, a2 = a1 + rowA, a3 = a2 + rowA, a4 = a3 + rowA, a5 = a4 + rowA, a6 = a5 + rowA, a7 = a6 + rowA;
        V c00 = V.Zero, c01 = V.Zero;
        V c10 = V.Zero, c11 = V.Zero;
        V c20 = V.Zero, c21 = V.Zero;
        V c30 = V.Zero, c31 = V.Zero;
        V c40 = V.Zero, c41 = V.Zero;
        V c50 = V.Zero, c51 = V.Zero;
        V c60 = V.Zero, c61 = V.Zero;
        V c70 = V.Zero, c71 = V.Zero;
        for (nuint i = 0; steps != 0; steps--, i += stepA, b += stepB)
        {
            V b0 = TVectors.Count > 1 ? V.Load(ref *b, 0) : lanes.Load(ref *b, 0);
            V b1 = TVectors.Count > 1 ? lanes.Load(ref *b, (nuint)V.Count) : V.Zero;
            {
                V x = V.Create(a[i]);
                c00 = V.MultiplyAdd(x, b0, c00);
                if (TVectors.Count > 1)
                    c01 = V.MultiplyAdd(x, b1, c01);
            }

            if (TRows.Count > 1)
            {
                V x = V.Create(a1[i]);
                c10 = V.MultiplyAdd(x, b0, c10);
                if (TVectors.Count > 1)
                    c11 = V.MultiplyAdd(x, b1, c11);
            }

            if (TRows.Count > 2)
            {
                V x = V.Create(a2[i]);
                c20 = V.MultiplyAdd(x, b0, c20);
                if (TVectors.Count > 1)
                    c21 = V.MultiplyAdd(x, b1, c21);
            }

            if (TRows.Count > 3)
            {
                V x = V.Create(a3[i]);
                c30 = V.MultiplyAdd(x, b0, c30);
                if (TVectors.Count > 1)
                    c31 = V.MultiplyAdd(x, b1, c31);
            }

            if (TRows.Count > 4)
            {
                V x = V.Create(a4[i]);
                c40 = V.MultiplyAdd(x, b0, c40);
                if (TVectors.Count > 1)
                    c41 = V.MultiplyAdd(x, b1, c41);
            }

            if (TRows.Count > 5)
            {
                V x = V.Create(a5[i]);
                c50 = V.MultiplyAdd(x, b0, c50);
                if (TVectors.Count > 1)
                    c51 = V.MultiplyAdd(x, b1, c51);
            }

            if (TRows.Count > 6)
            {
                V x = V.Create(a6[i]);
                c60 = V.MultiplyAdd(x, b0, c60);
                if (TVectors.Count > 1)
                    c61 = V.MultiplyAdd(x, b1, c61);
            }

            if (TRows.Count > 7)
            {
                V x = V.Create(a7[i]);
                c70 = V.MultiplyAdd(x, b0, c70);
                if (TVectors.Count > 1)
                    c71 = V.MultiplyAdd(x, b1, c71);
            }
        }

        Store<TVectors>(c00, c01, ref results, 0);
        if (TRows.Count > 1)
            Store<TVectors>(c10, c11, ref results, 1);
        if (TRows.Count > 2)
            Store<TVectors>(c20, c21, ref results, 2);
        if (TRows.Count > 3)
            Store<TVectors>(c30, c31, ref results, 3);
        if (TRows.Count > 4)
            Store<TVectors>(c40, c41, ref results, 4);
        if (TRows.Count > 5)
            Store<TVectors>(c50, c51, ref results, 5);
        if (TRows.Count > 6)
            Store<TVectors>(c60, c61, ref results, 6);
        if (TRows.Count > 7)
            Store<TVectors>(c70, c71, ref results, 7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TVectors>(V first, V second, ref V results, int row)
        where TVectors : struct, ITileSize
    {
        Unsafe.Add(ref results, 2 * row) = first;
        if (TVectors.Count > 1)
            Unsafe.Add(ref results, 2 * row + 1) = second;
    }
}

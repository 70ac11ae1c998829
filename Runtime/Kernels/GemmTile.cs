using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// The micro-kernel: up to eight rows by one to three vectors of columns, or up to thirteen by one or two, all accumulators in registers. The size of the tile is a type argument, so that
/// the JIT compiles exactly its rows and vectors. Shapes and epilogues are not: all products of a process share these few methods, which keeps
/// compilation short and the code of a whole network in the instruction cache, and costs no speed.
/// </summary>
internal static unsafe partial class GemmTile<V>
    where V : struct, ISimd<V>
{
    /// <summary>
    /// Rows of a full tile: 16 accumulators of 32 registers at 512 bits, 24 with the three vectors that only this width has; 12 of 16 at the other widths.
    /// </summary>
    public static int MaxRows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => V.Count == 16 ? 8 : 6;
    }

    /// <summary>Rows of a tall tile, of two vectors at most: what is left of 32 registers at 512 bits, or <see cref="MaxRows"/>.</summary>
    public static int TallRows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => V.Count == 16 ? 13 : 6;
    }

    /// <summary>Rows of the next tile where <paramref name="left"/> are left and tiles may be tall: as many for each as for the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint TallHeight(nuint left)
    {
        nuint tiles = (left + (nuint)TallRows - 1) / (nuint)TallRows;
        return (left + tiles - 1) / tiles;
    }

    /// <summary>Computes one tile of at most <see cref="TallRows"/> rows. What a tile does besides multiplying it then does for more of them: worth it where
    /// contractions are short or have gaps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RunTall<TVectors, L, TMode, TSink>(nuint rows, float* a, float* b, in GemmPass pass, L lanes, in TSink results)
        where TVectors : unmanaged, ITileSize
        where L : struct, ILanes<V>
        where TMode : struct, IGemmMode
        where TSink : struct, IGemmSink<V>, allows ref struct
    {
        if (rows <= (nuint)MaxRows)
            Run<TVectors, L, TMode, TSink>(rows, a, b, pass, lanes, results);
        else if (V.Count == 16)
            Tall<TVectors, L, TMode, TSink>(rows, a, b, pass, lanes, results);
    }

    /// <summary>Computes one tile of <paramref name="rows"/> rows, at most <see cref="MaxRows"/>.</summary>
    /// <param name="rows">Rows of the tile.</param>
    /// <param name="a">A at the first row of the tile and the first step.</param>
    /// <param name="b">B at the first column of the tile and the first step.</param>
    /// <param name="pass">What the tile reads and writes beside.</param>
    /// <param name="lanes">Lanes of the last vector.</param>
    /// <param name="results">Takes the results.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TVectors, L, TMode, TSink>(nuint rows, float* a, float* b, in GemmPass pass, L lanes, in TSink results)
        where TVectors : unmanaged, ITileSize
        where L : struct, ILanes<V>
        where TMode : struct, IGemmMode
        where TSink : struct, IGemmSink<V>, allows ref struct
    {
        if (rows < (nuint)MaxRows)
            Remainder<TVectors, L, TMode, TSink>(rows, a, b, pass, lanes, results);
        else if (V.Count == 16)
            Start<Eight, TVectors, L, TMode, TSink>(a, b, pass, lanes, results);
        else
            Start<Six, TVectors, L, TMode, TSink>(a, b, pass, lanes, results);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Remainder<TVectors, L, TMode, TSink>(nuint rows, float* a, float* b, in GemmPass pass, L lanes, in TSink results)
        where TVectors : unmanaged, ITileSize
        where L : struct, ILanes<V>
        where TMode : struct, IGemmMode
        where TSink : struct, IGemmSink<V>, allows ref struct
    {
        switch (rows)
        {
            case 1: Start<One, TVectors, L, TMode, TSink>(a, b, pass, lanes, results); break;
            case 2: Start<Two, TVectors, L, TMode, TSink>(a, b, pass, lanes, results); break;
            case 3: Start<Three, TVectors, L, TMode, TSink>(a, b, pass, lanes, results); break;
            case 4: Start<Four, TVectors, L, TMode, TSink>(a, b, pass, lanes, results); break;
            case 5: Start<Five, TVectors, L, TMode, TSink>(a, b, pass, lanes, results); break;
            case 6: Start<Six, TVectors, L, TMode, TSink>(a, b, pass, lanes, results); break;
            default: Start<Seven, TVectors, L, TMode, TSink>(a, b, pass, lanes, results); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tall<TVectors, L, TMode, TSink>(nuint rows, float* a, float* b, in GemmPass pass, L lanes, in TSink results)
        where TVectors : unmanaged, ITileSize
        where L : struct, ILanes<V>
        where TMode : struct, IGemmMode
        where TSink : struct, IGemmSink<V>, allows ref struct
    {
        switch (rows)
        {
            case 9: Start<Nine, TVectors, L, TMode, TSink>(a, b, pass, lanes, results); break;
            case 10: Start<Ten, TVectors, L, TMode, TSink>(a, b, pass, lanes, results); break;
            case 11: Start<Eleven, TVectors, L, TMode, TSink>(a, b, pass, lanes, results); break;
            case 12: Start<Twelve, TVectors, L, TMode, TSink>(a, b, pass, lanes, results); break;
            default: Start<Thirteen, TVectors, L, TMode, TSink>(a, b, pass, lanes, results); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Run<TRows, TVectors, TLast, L, TMode, TSink>(float* a, float* b, in GemmPass pass, L lanes, in TSink results)
        where TRows : unmanaged, ITileSize
        where TVectors : unmanaged, ITileSize
        where TLast : unmanaged, ITileSize
        where L : struct, ILanes<V>
        where TMode : struct, IGemmMode
        where TSink : struct, IGemmSink<V>, allows ref struct
    {
        // Four pointers and an index for every four rows reach them all, so that these stay in registers.
        nuint stepA = pass.StepA, rowA = pass.RowA, i = 0, j = 4 * rowA, k = 8 * rowA, l = 12 * rowA;
        float* a1 = a + rowA, a2 = a1 + rowA, a3 = a2 + rowA;
        nuint stepB = TMode.IsPacked ? (nuint)(sizeof(TVectors) * V.Count) : pass.StepB;
        float* packed = pass.Packed, next = pass.Next;
        float** line = pass.Lines;
        V c00 = default, c01 = default, c02 = default;
        V c10 = default, c11 = default, c12 = default;
        V c20 = default, c21 = default, c22 = default;
        V c30 = default, c31 = default, c32 = default;
        V c40 = default, c41 = default, c42 = default;
        V c50 = default, c51 = default, c52 = default;
        V c60 = default, c61 = default, c62 = default;
        V c70 = default, c71 = default, c72 = default;
        V c80 = default, c81 = default;
        V c90 = default, c91 = default;
        V cA0 = default, cA1 = default;
        V cB0 = default, cB1 = default;
        V cC0 = default, cC1 = default;
        if (TMode.MayContinue && pass.Continues)
        {
            results.Load<TVectors>(0, out c00, out c01, out c02);
            if (sizeof(TRows) > 1)
                results.Load<TVectors>(1, out c10, out c11, out c12);
            if (sizeof(TRows) > 2)
                results.Load<TVectors>(2, out c20, out c21, out c22);
            if (sizeof(TRows) > 3)
                results.Load<TVectors>(3, out c30, out c31, out c32);
            if (sizeof(TRows) > 4)
                results.Load<TVectors>(4, out c40, out c41, out c42);
            if (sizeof(TRows) > 5)
                results.Load<TVectors>(5, out c50, out c51, out c52);
            if (sizeof(TRows) > 6)
                results.Load<TVectors>(6, out c60, out c61, out c62);
            if (sizeof(TRows) > 7)
                results.Load<TVectors>(7, out c70, out c71, out c72);
            if (sizeof(TRows) > 8)
                results.Load<TVectors>(8, out c80, out c81, out _);
            if (sizeof(TRows) > 9)
                results.Load<TVectors>(9, out c90, out c91, out _);
            if (sizeof(TRows) > 10)
                results.Load<TVectors>(10, out cA0, out cA1, out _);
            if (sizeof(TRows) > 11)
                results.Load<TVectors>(11, out cB0, out cB1, out _);
            if (sizeof(TRows) > 12)
                results.Load<TVectors>(12, out cC0, out cC1, out _);
        }

        nuint last = typeof(TLast) == typeof(None) ? 0 : (nuint)sizeof(TLast);
        float* end = b + (pass.Steps - last) * stepB, whole = b + (pass.Steps - Math.Min(pass.Steps, Overhang(stepB))) * stepB;
        nuint segments = pass.Segments;
        while (b != end)
        {
            float* stop = TMode.IsSegmented ? b + pass.Segment * stepB : end;
            if (TMode.IsSegmented && stop > end)
                stop = end;
            if (TMode.Prefetches)
            {
                // A panel that is not aligned to lines touches one more of them.
                Prefetch.ToSecondCache(next);
                Prefetch.ToSecondCache(next + 16);
                Prefetch.ToSecondCache(next + 31);
                if (sizeof(TVectors) * V.Count > 32)
                {
                    Prefetch.ToSecondCache(next + 32);
                    Prefetch.ToSecondCache(next + 47);
                }

                next += pass.NextStride;
                stop = b + pass.NextInterval * stepB;
                if (stop > end)
                    stop = end;
            }

            if (TMode.PrefetchesResults)
            {
                Prefetch.ToFirstCache(*line);
                if (sizeof(TVectors) * V.Count > 16)
                    Prefetch.ToFirstCache(*line + 16);
                if (sizeof(TVectors) * V.Count > 32)
                    Prefetch.ToFirstCache(*line + 32);
                Prefetch.ToFirstCache(*line + sizeof(TVectors) * V.Count - 1);
                line += line == pass.LastLine ? 0 : 1;
                stop = b + pass.NextInterval * stepB;
                if (stop > end)
                    stop = end;
            }

            for (; b != stop; i += stepA, j += stepA, b += stepB)
            {
                bool isWhole = !TMode.Packs && b < whole;
                V b0 = First<TVectors, L>(b, lanes, isWhole), b1 = Second<TVectors, L>(b, lanes, isWhole), b2 = Third<TVectors, L>(b, lanes, isWhole);
                if (TMode.Packs)
                    Pack<TVectors>(b0, b1, ref packed);

                TileSteps<V>.Step<TVectors>(a, i, b0, b1, b2, ref c00, ref c01, ref c02);
                if (sizeof(TRows) > 1)
                    TileSteps<V>.Step<TVectors>(a1, i, b0, b1, b2, ref c10, ref c11, ref c12);
                if (sizeof(TRows) > 2)
                    TileSteps<V>.Step<TVectors>(a2, i, b0, b1, b2, ref c20, ref c21, ref c22);
                if (sizeof(TRows) > 3)
                    TileSteps<V>.Step<TVectors>(a3, i, b0, b1, b2, ref c30, ref c31, ref c32);
                if (sizeof(TRows) > 4)
                    TileSteps<V>.Step<TVectors>(a, j, b0, b1, b2, ref c40, ref c41, ref c42);
                if (sizeof(TRows) > 5)
                    TileSteps<V>.Step<TVectors>(a1, j, b0, b1, b2, ref c50, ref c51, ref c52);
                if (sizeof(TRows) > 6)
                    TileSteps<V>.Step<TVectors>(a2, j, b0, b1, b2, ref c60, ref c61, ref c62);
                if (sizeof(TRows) > 7)
                    TileSteps<V>.Step<TVectors>(a3, j, b0, b1, b2, ref c70, ref c71, ref c72);
                if (sizeof(TRows) > 8)
                    TileSteps<V>.Step<TVectors>(a, k, b0, b1, b2, ref c80, ref c81, ref c81);
                if (sizeof(TRows) > 9)
                    TileSteps<V>.Step<TVectors>(a1, k, b0, b1, b2, ref c90, ref c91, ref c91);
                if (sizeof(TRows) > 10)
                    TileSteps<V>.Step<TVectors>(a2, k, b0, b1, b2, ref cA0, ref cA1, ref cA1);
                if (sizeof(TRows) > 11)
                    TileSteps<V>.Step<TVectors>(a3, k, b0, b1, b2, ref cB0, ref cB1, ref cB1);
                if (sizeof(TRows) > 12)
                    TileSteps<V>.Step<TVectors>(a, l, b0, b1, b2, ref cC0, ref cC1, ref cC1);
                if (sizeof(TRows) > 8)
                    k += stepA;
                if (sizeof(TRows) > 12)
                    l += stepA;
            }

            if (TMode.IsSegmented && b != end)
            {
                i += pass.Gap;
                j += pass.Gap;
                if (sizeof(TRows) > 8)
                    k += pass.Gap;
                if (sizeof(TRows) > 12)
                    l += pass.Gap;
                if (--segments == 0)
                {
                    i += pass.WiderGap;
                    j += pass.WiderGap;
                    if (sizeof(TRows) > 8)
                        k += pass.WiderGap;
                    if (sizeof(TRows) > 12)
                        l += pass.WiderGap;
                    segments = pass.Segments;
                }
            }
        }

        // One copy, or the JIT would make one for every row.
        TSink sink = results;

        // Spelled out step by step: what a method returned by reference would lie on the stack.
        V e00 = default, e01 = default, e02 = default;
        V e10 = default, e11 = default, e12 = default;
        V e20 = default, e21 = default, e22 = default;
        V e30 = default, e31 = default, e32 = default;
        if (typeof(TLast) != typeof(None))
        {
            e00 = First<TVectors, L>(b, lanes, isWhole: false);
            e01 = Second<TVectors, L>(b, lanes, isWhole: false);
            e02 = Third<TVectors, L>(b, lanes, isWhole: false);
            if (TMode.Packs)
                Pack<TVectors>(e00, e01, ref packed);
            b += stepB;
        }

        if (sizeof(TLast) > 1)
        {
            e10 = First<TVectors, L>(b, lanes, isWhole: false);
            e11 = Second<TVectors, L>(b, lanes, isWhole: false);
            e12 = Third<TVectors, L>(b, lanes, isWhole: false);
            if (TMode.Packs)
                Pack<TVectors>(e10, e11, ref packed);
            b += stepB;
        }

        if (sizeof(TLast) > 2)
        {
            e20 = First<TVectors, L>(b, lanes, isWhole: false);
            e21 = Second<TVectors, L>(b, lanes, isWhole: false);
            e22 = Third<TVectors, L>(b, lanes, isWhole: false);
            if (TMode.Packs)
                Pack<TVectors>(e20, e21, ref packed);
            b += stepB;
        }

        if (sizeof(TLast) > 3)
        {
            e30 = First<TVectors, L>(b, lanes, isWhole: false);
            e31 = Second<TVectors, L>(b, lanes, isWhole: false);
            e32 = Third<TVectors, L>(b, lanes, isWhole: false);
            if (TMode.Packs)
                Pack<TVectors>(e30, e31, ref packed);
            b += stepB;
        }

        Last<TVectors, TLast>(a, i, stepA, e00, e01, e02, e10, e11, e12, e20, e21, e22, e30, e31, e32, ref c00, ref c01, ref c02);
        sink.Store<TVectors, L>(0, c00, c01, c02, lanes);
        if (sizeof(TRows) > 1)
        {
            Last<TVectors, TLast>(a1, i, stepA, e00, e01, e02, e10, e11, e12, e20, e21, e22, e30, e31, e32, ref c10, ref c11, ref c12);
            sink.Store<TVectors, L>(1, c10, c11, c12, lanes);
        }

        if (sizeof(TRows) > 2)
        {
            Last<TVectors, TLast>(a2, i, stepA, e00, e01, e02, e10, e11, e12, e20, e21, e22, e30, e31, e32, ref c20, ref c21, ref c22);
            sink.Store<TVectors, L>(2, c20, c21, c22, lanes);
        }

        if (sizeof(TRows) > 3)
        {
            Last<TVectors, TLast>(a3, i, stepA, e00, e01, e02, e10, e11, e12, e20, e21, e22, e30, e31, e32, ref c30, ref c31, ref c32);
            sink.Store<TVectors, L>(3, c30, c31, c32, lanes);
        }

        if (sizeof(TRows) > 4)
        {
            Last<TVectors, TLast>(a, j, stepA, e00, e01, e02, e10, e11, e12, e20, e21, e22, e30, e31, e32, ref c40, ref c41, ref c42);
            sink.Store<TVectors, L>(4, c40, c41, c42, lanes);
        }

        if (sizeof(TRows) > 5)
        {
            Last<TVectors, TLast>(a1, j, stepA, e00, e01, e02, e10, e11, e12, e20, e21, e22, e30, e31, e32, ref c50, ref c51, ref c52);
            sink.Store<TVectors, L>(5, c50, c51, c52, lanes);
        }

        if (sizeof(TRows) > 6)
        {
            Last<TVectors, TLast>(a2, j, stepA, e00, e01, e02, e10, e11, e12, e20, e21, e22, e30, e31, e32, ref c60, ref c61, ref c62);
            sink.Store<TVectors, L>(6, c60, c61, c62, lanes);
        }

        if (sizeof(TRows) > 7)
        {
            Last<TVectors, TLast>(a3, j, stepA, e00, e01, e02, e10, e11, e12, e20, e21, e22, e30, e31, e32, ref c70, ref c71, ref c72);
            sink.Store<TVectors, L>(7, c70, c71, c72, lanes);
        }

        if (sizeof(TRows) > 8)
        {
            Last<TVectors, TLast>(a, k, stepA, e00, e01, e02, e10, e11, e12, e20, e21, e22, e30, e31, e32, ref c80, ref c81, ref c81);
            sink.Store<TVectors, L>(8, c80, c81, default, lanes);
        }

        if (sizeof(TRows) > 9)
        {
            Last<TVectors, TLast>(a1, k, stepA, e00, e01, e02, e10, e11, e12, e20, e21, e22, e30, e31, e32, ref c90, ref c91, ref c91);
            sink.Store<TVectors, L>(9, c90, c91, default, lanes);
        }

        if (sizeof(TRows) > 10)
        {
            Last<TVectors, TLast>(a2, k, stepA, e00, e01, e02, e10, e11, e12, e20, e21, e22, e30, e31, e32, ref cA0, ref cA1, ref cA1);
            sink.Store<TVectors, L>(10, cA0, cA1, default, lanes);
        }

        if (sizeof(TRows) > 11)
        {
            Last<TVectors, TLast>(a3, k, stepA, e00, e01, e02, e10, e11, e12, e20, e21, e22, e30, e31, e32, ref cB0, ref cB1, ref cB1);
            sink.Store<TVectors, L>(11, cB0, cB1, default, lanes);
        }

        if (sizeof(TRows) > 12)
        {
            Last<TVectors, TLast>(a, l, stepA, e00, e01, e02, e10, e11, e12, e20, e21, e22, e30, e31, e32, ref cC0, ref cC1, ref cC1);
            sink.Store<TVectors, L>(12, cC0, cC1, default, lanes);
        }
    }

    /// <summary>Steps at the end of B where a whole vector of its last columns might reach beyond B; elsewhere it reaches into the next steps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Overhang(nuint stepB)
    {
        nuint most = (nuint)V.Count - 1;
        return stepB >= most ? 1 : 2 * stepB >= most ? 2 : most;
    }
}

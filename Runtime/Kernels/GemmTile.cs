using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// The micro-kernel: up to eight rows by one or two vectors of columns, all accumulators in registers. The size of the tile is a type argument, so that
/// the JIT compiles exactly its rows and vectors. Shapes and epilogues are not: all products of a process share these few methods, which keeps
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
    /// <param name="pass">What the tile reads and writes beside.</param>
    /// <param name="lanes">Lanes of the last vector.</param>
    /// <param name="results">Receives two vectors for each row; with one vector of columns, the first of the two.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TVectors, L, TMode>(nuint rows, float* a, float* b, in GemmPass pass, L lanes, ref V results)
        where TVectors : struct, ITileSize
        where L : struct, ILanes<V>
        where TMode : struct, IGemmMode
    {
        if (rows < (nuint)MaxRows)
            Remainder<TVectors, L, TMode>(rows, a, b, pass, lanes, ref results);
        else if (V.Count == 16)
            Run<Eight, TVectors, L, TMode>(a, b, pass, lanes, ref results);
        else
            Run<Six, TVectors, L, TMode>(a, b, pass, lanes, ref results);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Remainder<TVectors, L, TMode>(nuint rows, float* a, float* b, in GemmPass pass, L lanes, ref V results)
        where TVectors : struct, ITileSize
        where L : struct, ILanes<V>
        where TMode : struct, IGemmMode
    {
        switch (rows)
        {
            case 1: Run<One, TVectors, L, TMode>(a, b, pass, lanes, ref results); break;
            case 2: Run<Two, TVectors, L, TMode>(a, b, pass, lanes, ref results); break;
            case 3: Run<Three, TVectors, L, TMode>(a, b, pass, lanes, ref results); break;
            case 4: Run<Four, TVectors, L, TMode>(a, b, pass, lanes, ref results); break;
            case 5: Run<Five, TVectors, L, TMode>(a, b, pass, lanes, ref results); break;
            case 6: Run<Six, TVectors, L, TMode>(a, b, pass, lanes, ref results); break;
            default: Run<Seven, TVectors, L, TMode>(a, b, pass, lanes, ref results); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Run<TRows, TVectors, L, TMode>(float* a, float* b, in GemmPass pass, L lanes, ref V results)
        where TRows : struct, ITileSize
        where TVectors : struct, ITileSize
        where L : struct, ILanes<V>
        where TMode : struct, IGemmMode
    {
        // Four pointers and two indices reach eight rows, so that all of them stay in registers.
        nuint stepA = pass.StepA, rowA = pass.RowA, i = 0, j = 4 * rowA;
        float* a1 = a + rowA, a2 = a1 + rowA, a3 = a2 + rowA;
        nuint stepB = TMode.IsPacked ? (nuint)(TVectors.Count * V.Count) : pass.StepB;
        float* packed = pass.Packed, next = pass.Next;
        V c00 = V.Zero, c01 = V.Zero;
        V c10 = V.Zero, c11 = V.Zero;
        V c20 = V.Zero, c21 = V.Zero;
        V c30 = V.Zero, c31 = V.Zero;
        V c40 = V.Zero, c41 = V.Zero;
        V c50 = V.Zero, c51 = V.Zero;
        V c60 = V.Zero, c61 = V.Zero;
        V c70 = V.Zero, c71 = V.Zero;
        if (TMode.MayContinue && pass.Continues)
        {
            Load<TVectors>(ref results, 0, out c00, out c01);
            if (TRows.Count > 1)
                Load<TVectors>(ref results, 1, out c10, out c11);
            if (TRows.Count > 2)
                Load<TVectors>(ref results, 2, out c20, out c21);
            if (TRows.Count > 3)
                Load<TVectors>(ref results, 3, out c30, out c31);
            if (TRows.Count > 4)
                Load<TVectors>(ref results, 4, out c40, out c41);
            if (TRows.Count > 5)
                Load<TVectors>(ref results, 5, out c50, out c51);
            if (TRows.Count > 6)
                Load<TVectors>(ref results, 6, out c60, out c61);
            if (TRows.Count > 7)
                Load<TVectors>(ref results, 7, out c70, out c71);
        }

        float* end = b + pass.Steps * stepB;
        while (b != end)
        {
            float* stop = end;
            if (TMode.Prefetches)
            {
                // A panel that is not aligned to lines touches one more of them.
                Prefetch.ToSecondCache(next);
                Prefetch.ToSecondCache(next + 16);
                Prefetch.ToSecondCache(next + 31);
                next += pass.NextStride;
                stop = b + pass.NextInterval * stepB;
                if (stop > end)
                    stop = end;
            }

            for (; b != stop; i += stepA, j += stepA, b += stepB)
            {
                V b0 = TVectors.Count > 1 ? V.Load(ref *b, 0) : lanes.Load(ref *b, 0);
                V b1 = TVectors.Count > 1 ? lanes.Load(ref *b, (nuint)V.Count) : V.Zero;
                if (TMode.Packs)
                {
                    V.Store(b0, ref *packed, 0);
                    if (TVectors.Count > 1)
                        V.Store(b1, ref *packed, (nuint)V.Count);
                    packed += TVectors.Count * V.Count;
                }

                {
                    V x = V.Create(a[i]);
                    V.MultiplyAccumulate(x, b0, ref c00);
                    if (TVectors.Count > 1)
                        V.MultiplyAccumulate(x, b1, ref c01);
                }

                if (TRows.Count > 1)
                {
                    V x = V.Create(a1[i]);
                    V.MultiplyAccumulate(x, b0, ref c10);
                    if (TVectors.Count > 1)
                        V.MultiplyAccumulate(x, b1, ref c11);
                }

                if (TRows.Count > 2)
                {
                    V x = V.Create(a2[i]);
                    V.MultiplyAccumulate(x, b0, ref c20);
                    if (TVectors.Count > 1)
                        V.MultiplyAccumulate(x, b1, ref c21);
                }

                if (TRows.Count > 3)
                {
                    V x = V.Create(a3[i]);
                    V.MultiplyAccumulate(x, b0, ref c30);
                    if (TVectors.Count > 1)
                        V.MultiplyAccumulate(x, b1, ref c31);
                }

                if (TRows.Count > 4)
                {
                    V x = V.Create(a[j]);
                    V.MultiplyAccumulate(x, b0, ref c40);
                    if (TVectors.Count > 1)
                        V.MultiplyAccumulate(x, b1, ref c41);
                }

                if (TRows.Count > 5)
                {
                    V x = V.Create(a1[j]);
                    V.MultiplyAccumulate(x, b0, ref c50);
                    if (TVectors.Count > 1)
                        V.MultiplyAccumulate(x, b1, ref c51);
                }

                if (TRows.Count > 6)
                {
                    V x = V.Create(a2[j]);
                    V.MultiplyAccumulate(x, b0, ref c60);
                    if (TVectors.Count > 1)
                        V.MultiplyAccumulate(x, b1, ref c61);
                }

                if (TRows.Count > 7)
                {
                    V x = V.Create(a3[j]);
                    V.MultiplyAccumulate(x, b0, ref c70);
                    if (TVectors.Count > 1)
                        V.MultiplyAccumulate(x, b1, ref c71);
                }
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
    private static void Load<TVectors>(ref V results, int row, out V first, out V second)
        where TVectors : struct, ITileSize
    {
        first = Unsafe.Add(ref results, 2 * row);
        second = TVectors.Count > 1 ? Unsafe.Add(ref results, 2 * row + 1) : V.Zero;
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

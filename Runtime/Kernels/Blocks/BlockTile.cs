using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>A product's sizes, and the distances, in floats, between what its tiles read, as compile-time constants.</summary>
internal interface IBlockLayout
{
    /// <summary>Rows of the result, at least 1.</summary>
    public static abstract int Rows { get; }

    /// <summary>Length of the contraction.</summary>
    public static abstract int Steps { get; }

    /// <summary>From one row of the tile to the next in the matrix whose elements are broadcast.</summary>
    public static abstract int RowStride { get; }

    /// <summary>From one step of the contraction to the next in that matrix.</summary>
    public static abstract int StepStride { get; }

    /// <summary>From one step of the contraction to the next in the matrix that is read in vectors.</summary>
    public static abstract int VectorStride { get; }

    /// <summary>Whether the contraction goes on in further blocks.</summary>
    public static abstract bool HasBlocks { get; }
}

/// <summary>
/// Where the accumulators of a tile come from and go to. Called for every register of a tile: what is behind it must take few inlined calls, of which the JIT
/// allows some hundreds a method.
/// </summary>
internal interface ITileSink<V>
    where V : struct, ISimd<V>
{
    /// <summary>What the accumulator of a vector before the last starts with.</summary>
    public V Start(nuint row, nuint vector);

    /// <summary>What the accumulator of the last vector starts with.</summary>
    public V StartLast(nuint row);

    /// <summary>Takes what the accumulator of a vector before the last ends with.</summary>
    public void Finish(in V value, nuint row, nuint vector);

    /// <summary>Takes what the accumulator of the last vector ends with.</summary>
    public void FinishLast(in V value, nuint row);

    /// <summary>Goes on to the next tile.</summary>
    public void Advance(nuint rows);
}

/// <summary>
/// The innermost product of the block kernels: up to thirteen rows by one or two whole vectors, or eight by three, all accumulators in registers, every distance
/// a constant of the machine code. Small layers have few steps, so that tall tiles, which load fewer vectors for each multiplication, pay more than in large products.
/// </summary>
internal static unsafe class BlockTile<V, TLayout, TSink>
    where V : struct, ISimd<V>
    where TLayout : struct, IBlockLayout
    where TSink : struct, ITileSink<V>, allows ref struct
{
    /// <summary>Rows of the tallest tile: at most 26 accumulators of 32 registers at 512 bits, 12 of 16 at the other widths, which have no third vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int MaxRows<TVectors>()
        where TVectors : unmanaged, ITileSize => V.Count < 16 ? 6 : sizeof(TVectors) > 2 ? 8 : 13;

    /// <summary>
    /// The largest height that divides the rows and keeps enough multiplications in flight, so that one method computes all tiles; 0 if there is none. Of
    /// constants, to become one itself.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int EqualHeight<TVectors>()
        where TVectors : unmanaged, ITileSize
    {
        int rows = TLayout.Rows;
        if (V.Count < 16)
            return rows % 6 == 0 ? 6 : rows % 5 == 0 ? 5 : rows % 4 == 0 ? 4 : 0;
        if (sizeof(TVectors) > 2)
            return rows % 8 == 0 ? 8 : rows % 7 == 0 ? 7 : rows % 6 == 0 ? 6 : 0;
        return rows % 13 == 0 ? 13 : rows % 12 == 0 ? 12 : rows % 11 == 0 ? 11 : rows % 10 == 0 ? 10 : rows % 9 == 0 ? 9 : rows % 8 == 0 ? 8 : 0;
    }

    /// <summary>Covers all rows with tiles of equal height, or of heights that differ by one: a low last tile would keep few multiplications in flight.</summary>
    /// <param name="scalars">The matrix whose elements are broadcast.</param>
    /// <param name="vectors">The matrix that is read in vectors, at the first column.</param>
    /// <param name="sink">Gives and takes the accumulators.</param>
    /// <param name="blocks">The blocks of the contraction, if the layout has several.</param>
    /// <param name="distance">From one of them to the next, in both matrices.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Cover<TVectors>(float* scalars, float* vectors, TSink sink, int blocks = 1, nint distance = 0)
        where TVectors : unmanaged, ITileSize
    {
        int equal = EqualHeight<TVectors>(), most = MaxRows<TVectors>();
        int tiles = equal > 0 ? TLayout.Rows / equal : (TLayout.Rows + most - 1) / most;
        int low = TLayout.Rows / tiles, tall = TLayout.Rows % tiles;
        if (tall > 0)
        {
            Run<TVectors>(low + 1, tall, scalars, vectors, sink, blocks, distance);
            sink.Advance((nuint)(tall * (low + 1)));
        }

        Run<TVectors>(low, tiles - tall, scalars + (tall * (low + 1) * TLayout.RowStride), vectors, sink, blocks, distance);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<TVectors>(int rows, int tiles, float* scalars, float* vectors, TSink sink, int blocks, nint distance)
        where TVectors : unmanaged, ITileSize
    {
        switch (rows)
        {
            case 1: Start<One, TVectors>(tiles, scalars, vectors, sink, blocks, distance); break;
            case 2: Start<Two, TVectors>(tiles, scalars, vectors, sink, blocks, distance); break;
            case 3: Start<Three, TVectors>(tiles, scalars, vectors, sink, blocks, distance); break;
            case 4: Start<Four, TVectors>(tiles, scalars, vectors, sink, blocks, distance); break;
            case 5: Start<Five, TVectors>(tiles, scalars, vectors, sink, blocks, distance); break;
            case 6: Start<Six, TVectors>(tiles, scalars, vectors, sink, blocks, distance); break;
            case 7: Start<Seven, TVectors>(tiles, scalars, vectors, sink, blocks, distance); break;
            case 8: Start<Eight, TVectors>(tiles, scalars, vectors, sink, blocks, distance); break;
            case 9: Start<Nine, TVectors>(tiles, scalars, vectors, sink, blocks, distance); break;
            case 10: Start<Ten, TVectors>(tiles, scalars, vectors, sink, blocks, distance); break;
            case 11: Start<Eleven, TVectors>(tiles, scalars, vectors, sink, blocks, distance); break;
            case 12: Start<Twelve, TVectors>(tiles, scalars, vectors, sink, blocks, distance); break;
            default: Start<Thirteen, TVectors>(tiles, scalars, vectors, sink, blocks, distance); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Start<TRows, TVectors>(int tiles, float* scalars, float* vectors, TSink sink, int blocks, nint distance)
        where TRows : unmanaged, ITileSize
        where TVectors : unmanaged, ITileSize
    {
        if (V.Count < 16 || sizeof(TRows) < TileSteps<V>.RowsToEndApart || TLayout.Steps < sizeof(Two))
            Run<TRows, TVectors, None>(tiles, scalars, vectors, sink, blocks, distance);
        else
            Run<TRows, TVectors, Two>(tiles, scalars, vectors, sink, blocks, distance);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Run<TRows, TVectors, TLast>(int tiles, float* scalars, float* vectors, TSink sink, int blocks, nint distance)
        where TRows : unmanaged, ITileSize
        where TVectors : unmanaged, ITileSize
        where TLast : unmanaged, ITileSize
    {
        int stepStride = TLayout.StepStride, vectorStride = TLayout.VectorStride, last = typeof(TLast) == typeof(None) ? 0 : sizeof(TLast);
        for (; tiles > 0; tiles--, scalars += sizeof(TRows) * TLayout.RowStride)
        {
            V c0 = sizeof(TVectors) > 1 ? sink.Start(0, 0) : sink.StartLast(0);
            V c1 = sizeof(TRows) > 1 ? (sizeof(TVectors) > 1 ? sink.Start(1, 0) : sink.StartLast(1)) : default;
            V c2 = sizeof(TRows) > 2 ? (sizeof(TVectors) > 1 ? sink.Start(2, 0) : sink.StartLast(2)) : default;
            V c3 = sizeof(TRows) > 3 ? (sizeof(TVectors) > 1 ? sink.Start(3, 0) : sink.StartLast(3)) : default;
            V c4 = sizeof(TRows) > 4 ? (sizeof(TVectors) > 1 ? sink.Start(4, 0) : sink.StartLast(4)) : default;
            V c5 = sizeof(TRows) > 5 ? (sizeof(TVectors) > 1 ? sink.Start(5, 0) : sink.StartLast(5)) : default;
            V c6 = sizeof(TRows) > 6 ? (sizeof(TVectors) > 1 ? sink.Start(6, 0) : sink.StartLast(6)) : default;
            V c7 = sizeof(TRows) > 7 ? (sizeof(TVectors) > 1 ? sink.Start(7, 0) : sink.StartLast(7)) : default;
            V c8 = sizeof(TRows) > 8 ? (sizeof(TVectors) > 1 ? sink.Start(8, 0) : sink.StartLast(8)) : default;
            V c9 = sizeof(TRows) > 9 ? (sizeof(TVectors) > 1 ? sink.Start(9, 0) : sink.StartLast(9)) : default;
            V c10 = sizeof(TRows) > 10 ? (sizeof(TVectors) > 1 ? sink.Start(10, 0) : sink.StartLast(10)) : default;
            V c11 = sizeof(TRows) > 11 ? (sizeof(TVectors) > 1 ? sink.Start(11, 0) : sink.StartLast(11)) : default;
            V c12 = sizeof(TRows) > 12 ? (sizeof(TVectors) > 1 ? sink.Start(12, 0) : sink.StartLast(12)) : default;
            V d0 = sizeof(TVectors) > 2 ? sink.Start(0, 1) : sizeof(TVectors) > 1 ? sink.StartLast(0) : default;
            V d1 = sizeof(TRows) > 1 ? (sizeof(TVectors) > 2 ? sink.Start(1, 1) : sizeof(TVectors) > 1 ? sink.StartLast(1) : default) : default;
            V d2 = sizeof(TRows) > 2 ? (sizeof(TVectors) > 2 ? sink.Start(2, 1) : sizeof(TVectors) > 1 ? sink.StartLast(2) : default) : default;
            V d3 = sizeof(TRows) > 3 ? (sizeof(TVectors) > 2 ? sink.Start(3, 1) : sizeof(TVectors) > 1 ? sink.StartLast(3) : default) : default;
            V d4 = sizeof(TRows) > 4 ? (sizeof(TVectors) > 2 ? sink.Start(4, 1) : sizeof(TVectors) > 1 ? sink.StartLast(4) : default) : default;
            V d5 = sizeof(TRows) > 5 ? (sizeof(TVectors) > 2 ? sink.Start(5, 1) : sizeof(TVectors) > 1 ? sink.StartLast(5) : default) : default;
            V d6 = sizeof(TRows) > 6 ? (sizeof(TVectors) > 2 ? sink.Start(6, 1) : sizeof(TVectors) > 1 ? sink.StartLast(6) : default) : default;
            V d7 = sizeof(TRows) > 7 ? (sizeof(TVectors) > 2 ? sink.Start(7, 1) : sizeof(TVectors) > 1 ? sink.StartLast(7) : default) : default;
            V d8 = sizeof(TRows) > 8 ? (sizeof(TVectors) > 1 ? sink.StartLast(8) : default) : default;
            V d9 = sizeof(TRows) > 9 ? (sizeof(TVectors) > 1 ? sink.StartLast(9) : default) : default;
            V d10 = sizeof(TRows) > 10 ? (sizeof(TVectors) > 1 ? sink.StartLast(10) : default) : default;
            V d11 = sizeof(TRows) > 11 ? (sizeof(TVectors) > 1 ? sink.StartLast(11) : default) : default;
            V d12 = sizeof(TRows) > 12 ? (sizeof(TVectors) > 1 ? sink.StartLast(12) : default) : default;
            V e0 = sizeof(TVectors) > 2 ? sink.StartLast(0) : default;
            V e1 = sizeof(TRows) > 1 && sizeof(TVectors) > 2 ? sink.StartLast(1) : default;
            V e2 = sizeof(TRows) > 2 && sizeof(TVectors) > 2 ? sink.StartLast(2) : default;
            V e3 = sizeof(TRows) > 3 && sizeof(TVectors) > 2 ? sink.StartLast(3) : default;
            V e4 = sizeof(TRows) > 4 && sizeof(TVectors) > 2 ? sink.StartLast(4) : default;
            V e5 = sizeof(TRows) > 5 && sizeof(TVectors) > 2 ? sink.StartLast(5) : default;
            V e6 = sizeof(TRows) > 6 && sizeof(TVectors) > 2 ? sink.StartLast(6) : default;
            V e7 = sizeof(TRows) > 7 && sizeof(TVectors) > 2 ? sink.StartLast(7) : default;
            float* scalar = scalars, vector = vectors;
            for (int block = 0; ;)
            {
                bool isLast = !TLayout.HasBlocks || ++block == blocks;
                for (int steps = TLayout.Steps - (isLast ? last : 0); steps > 0; steps--, scalar += stepStride, vector += vectorStride)
                {
                    TileSteps<V>.Load<TVectors>(vector, out V first, out V second, out V third);
                    TileSteps<V>.Step<TVectors>(scalar, 0, first, second, third, ref c0, ref d0, ref e0);
                    if (sizeof(TRows) > 1)
                        TileSteps<V>.Step<TVectors>(scalar, (nuint)TLayout.RowStride, first, second, third, ref c1, ref d1, ref e1);
                    if (sizeof(TRows) > 2)
                        TileSteps<V>.Step<TVectors>(scalar, 2 * (nuint)TLayout.RowStride, first, second, third, ref c2, ref d2, ref e2);
                    if (sizeof(TRows) > 3)
                        TileSteps<V>.Step<TVectors>(scalar, 3 * (nuint)TLayout.RowStride, first, second, third, ref c3, ref d3, ref e3);
                    if (sizeof(TRows) > 4)
                        TileSteps<V>.Step<TVectors>(scalar, 4 * (nuint)TLayout.RowStride, first, second, third, ref c4, ref d4, ref e4);
                    if (sizeof(TRows) > 5)
                        TileSteps<V>.Step<TVectors>(scalar, 5 * (nuint)TLayout.RowStride, first, second, third, ref c5, ref d5, ref e5);
                    if (sizeof(TRows) > 6)
                        TileSteps<V>.Step<TVectors>(scalar, 6 * (nuint)TLayout.RowStride, first, second, third, ref c6, ref d6, ref e6);
                    if (sizeof(TRows) > 7)
                        TileSteps<V>.Step<TVectors>(scalar, 7 * (nuint)TLayout.RowStride, first, second, third, ref c7, ref d7, ref e7);
                    if (sizeof(TRows) > 8)
                        TileSteps<V>.Step<TVectors>(scalar, 8 * (nuint)TLayout.RowStride, first, second, third, ref c8, ref d8, ref d8);
                    if (sizeof(TRows) > 9)
                        TileSteps<V>.Step<TVectors>(scalar, 9 * (nuint)TLayout.RowStride, first, second, third, ref c9, ref d9, ref d9);
                    if (sizeof(TRows) > 10)
                        TileSteps<V>.Step<TVectors>(scalar, 10 * (nuint)TLayout.RowStride, first, second, third, ref c10, ref d10, ref d10);
                    if (sizeof(TRows) > 11)
                        TileSteps<V>.Step<TVectors>(scalar, 11 * (nuint)TLayout.RowStride, first, second, third, ref c11, ref d11, ref d11);
                    if (sizeof(TRows) > 12)
                        TileSteps<V>.Step<TVectors>(scalar, 12 * (nuint)TLayout.RowStride, first, second, third, ref c12, ref d12, ref d12);
                }

                if (isLast)
                    break;
                scalar = scalars + (block * distance);
                vector = vectors + (block * distance);
            }

            V v00 = default, v01 = default, v02 = default, v10 = default, v11 = default, v12 = default;
            if (typeof(TLast) != typeof(None))
            {
                TileSteps<V>.Load<TVectors>(vector, out v00, out v01, out v02);
                TileSteps<V>.Load<TVectors>(vector + vectorStride, out v10, out v11, out v12);
            }

            Last<TVectors, TLast>(scalar, 0, v00, v01, v02, v10, v11, v12, ref c0, ref d0, ref e0);
            Finish<TVectors>(ref sink, 0, c0, d0, e0);
            if (sizeof(TRows) > 1)
            {
                Last<TVectors, TLast>(scalar, (nuint)TLayout.RowStride, v00, v01, v02, v10, v11, v12, ref c1, ref d1, ref e1);
                Finish<TVectors>(ref sink, 1, c1, d1, e1);
            }

            if (sizeof(TRows) > 2)
            {
                Last<TVectors, TLast>(scalar, 2 * (nuint)TLayout.RowStride, v00, v01, v02, v10, v11, v12, ref c2, ref d2, ref e2);
                Finish<TVectors>(ref sink, 2, c2, d2, e2);
            }

            if (sizeof(TRows) > 3)
            {
                Last<TVectors, TLast>(scalar, 3 * (nuint)TLayout.RowStride, v00, v01, v02, v10, v11, v12, ref c3, ref d3, ref e3);
                Finish<TVectors>(ref sink, 3, c3, d3, e3);
            }

            if (sizeof(TRows) > 4)
            {
                Last<TVectors, TLast>(scalar, 4 * (nuint)TLayout.RowStride, v00, v01, v02, v10, v11, v12, ref c4, ref d4, ref e4);
                Finish<TVectors>(ref sink, 4, c4, d4, e4);
            }

            if (sizeof(TRows) > 5)
            {
                Last<TVectors, TLast>(scalar, 5 * (nuint)TLayout.RowStride, v00, v01, v02, v10, v11, v12, ref c5, ref d5, ref e5);
                Finish<TVectors>(ref sink, 5, c5, d5, e5);
            }

            if (sizeof(TRows) > 6)
            {
                Last<TVectors, TLast>(scalar, 6 * (nuint)TLayout.RowStride, v00, v01, v02, v10, v11, v12, ref c6, ref d6, ref e6);
                Finish<TVectors>(ref sink, 6, c6, d6, e6);
            }

            if (sizeof(TRows) > 7)
            {
                Last<TVectors, TLast>(scalar, 7 * (nuint)TLayout.RowStride, v00, v01, v02, v10, v11, v12, ref c7, ref d7, ref e7);
                Finish<TVectors>(ref sink, 7, c7, d7, e7);
            }

            if (sizeof(TRows) > 8)
            {
                Last<TVectors, TLast>(scalar, 8 * (nuint)TLayout.RowStride, v00, v01, v02, v10, v11, v12, ref c8, ref d8, ref d8);
                Finish<TVectors>(ref sink, 8, c8, d8, default);
            }

            if (sizeof(TRows) > 9)
            {
                Last<TVectors, TLast>(scalar, 9 * (nuint)TLayout.RowStride, v00, v01, v02, v10, v11, v12, ref c9, ref d9, ref d9);
                Finish<TVectors>(ref sink, 9, c9, d9, default);
            }

            if (sizeof(TRows) > 10)
            {
                Last<TVectors, TLast>(scalar, 10 * (nuint)TLayout.RowStride, v00, v01, v02, v10, v11, v12, ref c10, ref d10, ref d10);
                Finish<TVectors>(ref sink, 10, c10, d10, default);
            }

            if (sizeof(TRows) > 11)
            {
                Last<TVectors, TLast>(scalar, 11 * (nuint)TLayout.RowStride, v00, v01, v02, v10, v11, v12, ref c11, ref d11, ref d11);
                Finish<TVectors>(ref sink, 11, c11, d11, default);
            }

            if (sizeof(TRows) > 12)
            {
                Last<TVectors, TLast>(scalar, 12 * (nuint)TLayout.RowStride, v00, v01, v02, v10, v11, v12, ref c12, ref d12, ref d12);
                Finish<TVectors>(ref sink, 12, c12, d12, default);
            }

            sink.Advance((nuint)sizeof(TRows));
        }
    }

    /// <summary>The last two steps of one row, if they are taken row by row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Last<TVectors, TLast>(
        float* scalar, nuint row, in V v00, in V v01, in V v02, in V v10, in V v11, in V v12, ref V first, ref V second, ref V third)
        where TVectors : unmanaged, ITileSize
        where TLast : unmanaged, ITileSize
    {
        if (typeof(TLast) == typeof(None))
            return;
        TileSteps<V>.Step<TVectors>(scalar, row, v00, v01, v02, ref first, ref second, ref third);
        TileSteps<V>.Step<TVectors>(scalar, row + (nuint)TLayout.StepStride, v10, v11, v12, ref first, ref second, ref third);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TVectors>(ref TSink sink, nuint row, in V first, in V second, in V third)
        where TVectors : unmanaged, ITileSize
    {
        if (sizeof(TVectors) > 1)
            sink.Finish(first, row, 0);
        if (sizeof(TVectors) > 2)
            sink.Finish(second, row, 1);
        if (sizeof(TVectors) == 1)
            sink.FinishLast(first, row);
        else if (sizeof(TVectors) == 2)
            sink.FinishLast(second, row);
        else
            sink.FinishLast(third, row);
    }
}

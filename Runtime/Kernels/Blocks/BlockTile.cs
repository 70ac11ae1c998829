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
    public void Finish(V value, nuint row, nuint vector);

    /// <summary>Takes what the accumulator of the last vector ends with.</summary>
    public void FinishLast(V value, nuint row);

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
            case 1: Run<One, TVectors>(tiles, scalars, vectors, sink, blocks, distance); break;
            case 2: Run<Two, TVectors>(tiles, scalars, vectors, sink, blocks, distance); break;
            case 3: Run<Three, TVectors>(tiles, scalars, vectors, sink, blocks, distance); break;
            case 4: Run<Four, TVectors>(tiles, scalars, vectors, sink, blocks, distance); break;
            case 5: Run<Five, TVectors>(tiles, scalars, vectors, sink, blocks, distance); break;
            case 6: Run<Six, TVectors>(tiles, scalars, vectors, sink, blocks, distance); break;
            case 7: Run<Seven, TVectors>(tiles, scalars, vectors, sink, blocks, distance); break;
            case 8: Run<Eight, TVectors>(tiles, scalars, vectors, sink, blocks, distance); break;
            case 9: Run<Nine, TVectors>(tiles, scalars, vectors, sink, blocks, distance); break;
            case 10: Run<Ten, TVectors>(tiles, scalars, vectors, sink, blocks, distance); break;
            case 11: Run<Eleven, TVectors>(tiles, scalars, vectors, sink, blocks, distance); break;
            case 12: Run<Twelve, TVectors>(tiles, scalars, vectors, sink, blocks, distance); break;
            default: Run<Thirteen, TVectors>(tiles, scalars, vectors, sink, blocks, distance); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Run<TRows, TVectors>(int tiles, float* scalars, float* vectors, TSink sink, int blocks, nint distance)
        where TRows : unmanaged, ITileSize
        where TVectors : unmanaged, ITileSize
    {
        int stepStride = TLayout.StepStride, vectorStride = TLayout.VectorStride;
        for (; tiles > 0; tiles--, scalars += sizeof(TRows) * TLayout.RowStride)
        {
            V c0 = sizeof(TVectors) > 1 ? sink.Start(0, 0) : sink.StartLast(0);
            V c1 = sizeof(TRows) > 1 ? (sizeof(TVectors) > 1 ? sink.Start(1, 0) : sink.StartLast(1)) : V.Zero;
            V c2 = sizeof(TRows) > 2 ? (sizeof(TVectors) > 1 ? sink.Start(2, 0) : sink.StartLast(2)) : V.Zero;
            V c3 = sizeof(TRows) > 3 ? (sizeof(TVectors) > 1 ? sink.Start(3, 0) : sink.StartLast(3)) : V.Zero;
            V c4 = sizeof(TRows) > 4 ? (sizeof(TVectors) > 1 ? sink.Start(4, 0) : sink.StartLast(4)) : V.Zero;
            V c5 = sizeof(TRows) > 5 ? (sizeof(TVectors) > 1 ? sink.Start(5, 0) : sink.StartLast(5)) : V.Zero;
            V c6 = sizeof(TRows) > 6 ? (sizeof(TVectors) > 1 ? sink.Start(6, 0) : sink.StartLast(6)) : V.Zero;
            V c7 = sizeof(TRows) > 7 ? (sizeof(TVectors) > 1 ? sink.Start(7, 0) : sink.StartLast(7)) : V.Zero;
            V c8 = sizeof(TRows) > 8 ? (sizeof(TVectors) > 1 ? sink.Start(8, 0) : sink.StartLast(8)) : V.Zero;
            V c9 = sizeof(TRows) > 9 ? (sizeof(TVectors) > 1 ? sink.Start(9, 0) : sink.StartLast(9)) : V.Zero;
            V c10 = sizeof(TRows) > 10 ? (sizeof(TVectors) > 1 ? sink.Start(10, 0) : sink.StartLast(10)) : V.Zero;
            V c11 = sizeof(TRows) > 11 ? (sizeof(TVectors) > 1 ? sink.Start(11, 0) : sink.StartLast(11)) : V.Zero;
            V c12 = sizeof(TRows) > 12 ? (sizeof(TVectors) > 1 ? sink.Start(12, 0) : sink.StartLast(12)) : V.Zero;
            V d0 = sizeof(TVectors) > 1 ? sink.StartLast(0) : V.Zero;
            V d1 = sizeof(TRows) > 1 && sizeof(TVectors) > 1 ? sink.StartLast(1) : V.Zero;
            V d2 = sizeof(TRows) > 2 && sizeof(TVectors) > 1 ? sink.StartLast(2) : V.Zero;
            V d3 = sizeof(TRows) > 3 && sizeof(TVectors) > 1 ? sink.StartLast(3) : V.Zero;
            V d4 = sizeof(TRows) > 4 && sizeof(TVectors) > 1 ? sink.StartLast(4) : V.Zero;
            V d5 = sizeof(TRows) > 5 && sizeof(TVectors) > 1 ? sink.StartLast(5) : V.Zero;
            V d6 = sizeof(TRows) > 6 && sizeof(TVectors) > 1 ? sink.StartLast(6) : V.Zero;
            V d7 = sizeof(TRows) > 7 && sizeof(TVectors) > 1 ? sink.StartLast(7) : V.Zero;
            V d8 = sizeof(TRows) > 8 && sizeof(TVectors) > 1 ? sink.StartLast(8) : V.Zero;
            V d9 = sizeof(TRows) > 9 && sizeof(TVectors) > 1 ? sink.StartLast(9) : V.Zero;
            V d10 = sizeof(TRows) > 10 && sizeof(TVectors) > 1 ? sink.StartLast(10) : V.Zero;
            V d11 = sizeof(TRows) > 11 && sizeof(TVectors) > 1 ? sink.StartLast(11) : V.Zero;
            V d12 = sizeof(TRows) > 12 && sizeof(TVectors) > 1 ? sink.StartLast(12) : V.Zero;
            V e0 = sizeof(TVectors) > 2 ? sink.Start(0, 1) : V.Zero;
            V e1 = sizeof(TRows) > 1 && sizeof(TVectors) > 2 ? sink.Start(1, 1) : V.Zero;
            V e2 = sizeof(TRows) > 2 && sizeof(TVectors) > 2 ? sink.Start(2, 1) : V.Zero;
            V e3 = sizeof(TRows) > 3 && sizeof(TVectors) > 2 ? sink.Start(3, 1) : V.Zero;
            V e4 = sizeof(TRows) > 4 && sizeof(TVectors) > 2 ? sink.Start(4, 1) : V.Zero;
            V e5 = sizeof(TRows) > 5 && sizeof(TVectors) > 2 ? sink.Start(5, 1) : V.Zero;
            V e6 = sizeof(TRows) > 6 && sizeof(TVectors) > 2 ? sink.Start(6, 1) : V.Zero;
            V e7 = sizeof(TRows) > 7 && sizeof(TVectors) > 2 ? sink.Start(7, 1) : V.Zero;
            float* scalar = scalars, vector = vectors;
            for (int block = 0; ;)
            {
                for (int steps = TLayout.Steps; steps > 0; steps--, scalar += stepStride, vector += vectorStride)
                {
                    V first = V.Load(ref *vector, 0);
                    V last = sizeof(TVectors) > 1 ? V.Load(ref *vector, (nuint)((sizeof(TVectors) - 1) * V.Count)) : V.Zero;
                    V middle = sizeof(TVectors) > 2 ? V.Load(ref *vector, (nuint)V.Count) : V.Zero;
                    Step<TVectors>(scalar[0], first, middle, last, ref c0, ref e0, ref d0);
                    if (sizeof(TRows) > 1)
                        Step<TVectors>(scalar[TLayout.RowStride], first, middle, last, ref c1, ref e1, ref d1);
                    if (sizeof(TRows) > 2)
                        Step<TVectors>(scalar[2 * TLayout.RowStride], first, middle, last, ref c2, ref e2, ref d2);
                    if (sizeof(TRows) > 3)
                        Step<TVectors>(scalar[3 * TLayout.RowStride], first, middle, last, ref c3, ref e3, ref d3);
                    if (sizeof(TRows) > 4)
                        Step<TVectors>(scalar[4 * TLayout.RowStride], first, middle, last, ref c4, ref e4, ref d4);
                    if (sizeof(TRows) > 5)
                        Step<TVectors>(scalar[5 * TLayout.RowStride], first, middle, last, ref c5, ref e5, ref d5);
                    if (sizeof(TRows) > 6)
                        Step<TVectors>(scalar[6 * TLayout.RowStride], first, middle, last, ref c6, ref e6, ref d6);
                    if (sizeof(TRows) > 7)
                        Step<TVectors>(scalar[7 * TLayout.RowStride], first, middle, last, ref c7, ref e7, ref d7);
                    if (sizeof(TRows) > 8)
                        Step<TVectors>(scalar[8 * TLayout.RowStride], first, middle, last, ref c8, ref e0, ref d8);
                    if (sizeof(TRows) > 9)
                        Step<TVectors>(scalar[9 * TLayout.RowStride], first, middle, last, ref c9, ref e0, ref d9);
                    if (sizeof(TRows) > 10)
                        Step<TVectors>(scalar[10 * TLayout.RowStride], first, middle, last, ref c10, ref e0, ref d10);
                    if (sizeof(TRows) > 11)
                        Step<TVectors>(scalar[11 * TLayout.RowStride], first, middle, last, ref c11, ref e0, ref d11);
                    if (sizeof(TRows) > 12)
                        Step<TVectors>(scalar[12 * TLayout.RowStride], first, middle, last, ref c12, ref e0, ref d12);
                }
                if (!TLayout.HasBlocks || ++block == blocks)
                    break;
                scalar = scalars + (block * distance);
                vector = vectors + (block * distance);
            }

            Finish<TVectors>(ref sink, 0, c0, e0, d0);
            if (sizeof(TRows) > 1)
                Finish<TVectors>(ref sink, 1, c1, e1, d1);
            if (sizeof(TRows) > 2)
                Finish<TVectors>(ref sink, 2, c2, e2, d2);
            if (sizeof(TRows) > 3)
                Finish<TVectors>(ref sink, 3, c3, e3, d3);
            if (sizeof(TRows) > 4)
                Finish<TVectors>(ref sink, 4, c4, e4, d4);
            if (sizeof(TRows) > 5)
                Finish<TVectors>(ref sink, 5, c5, e5, d5);
            if (sizeof(TRows) > 6)
                Finish<TVectors>(ref sink, 6, c6, e6, d6);
            if (sizeof(TRows) > 7)
                Finish<TVectors>(ref sink, 7, c7, e7, d7);
            if (sizeof(TRows) > 8)
                Finish<TVectors>(ref sink, 8, c8, V.Zero, d8);
            if (sizeof(TRows) > 9)
                Finish<TVectors>(ref sink, 9, c9, V.Zero, d9);
            if (sizeof(TRows) > 10)
                Finish<TVectors>(ref sink, 10, c10, V.Zero, d10);
            if (sizeof(TRows) > 11)
                Finish<TVectors>(ref sink, 11, c11, V.Zero, d11);
            if (sizeof(TRows) > 12)
                Finish<TVectors>(ref sink, 12, c12, V.Zero, d12);
            sink.Advance((nuint)sizeof(TRows));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TVectors>(float scalar, V first, V middle, V last, ref V c, ref V e, ref V d)
        where TVectors : unmanaged, ITileSize
    {
        V x = V.Create(scalar);
        V.MultiplyAccumulate(x, first, ref c);
        if (sizeof(TVectors) > 2)
            V.MultiplyAccumulate(x, middle, ref e);
        if (sizeof(TVectors) > 1)
            V.MultiplyAccumulate(x, last, ref d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TVectors>(ref TSink sink, nuint row, V first, V middle, V last)
        where TVectors : unmanaged, ITileSize
    {
        if (sizeof(TVectors) > 1)
            sink.Finish(first, row, 0);
        if (sizeof(TVectors) > 2)
            sink.Finish(middle, row, 1);
        sink.FinishLast(sizeof(TVectors) > 1 ? last : first, row);
    }
}

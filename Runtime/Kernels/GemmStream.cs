using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// One to three rows of C[M,N] = A[M,K] · B[K,N], reading B once in the order of memory: eight of its rows at a time, whose products are added to partial
/// results that wait in the first cache. The order of additions is that of the tiles, and so are the bits.
/// </summary>
internal static unsafe class GemmStream<V, TShape, TEpilogue>
    where V : struct, ISimd<V>
    where TShape : struct, IMatMulShape
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    private const int Block = 1024;

    /// <summary>Computes <paramref name="range"/>, whose rows are <typeparamref name="TRows"/>.</summary>
    /// <param name="a">A at the first row.</param>
    /// <param name="b">B.</param>
    /// <param name="range">The results wanted.</param>
    /// <param name="epilogue">Stores the results.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TRows>(float* a, float* b, in GemmRange range, in TEpilogue epilogue)
        where TRows : unmanaged, ITileSize
    {
        float* partial = stackalloc float[sizeof(TRows) * Block];
        for (nuint column = range.Column; column < range.EndColumn; column += Block)
        {
            nuint width = Math.Min(Block, range.EndColumn - column);
            new Span<float>(partial, sizeof(TRows) * Block).Clear();
            Accumulate<TRows>(a, b + column, width, partial);
            for (nuint r = 0; r < (nuint)sizeof(TRows); r++)
                Consume(partial + r * Block, width, range.Row + r, column, epilogue);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate<TRows>(float* a, float* b, nuint width, float* partial)
        where TRows : unmanaged, ITileSize
    {
        int k = 0;
        for (; k + 8 <= TShape.K; k += 8)
            Columns<TRows, Eight>(a + k, b + (nint)k * TShape.N, width, partial);
        for (; k < TShape.K; k++)
            Columns<TRows, One>(a + k, b + (nint)k * TShape.N, width, partial);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Columns<TRows, TSteps>(float* a, float* b, nuint width, float* partial)
        where TRows : unmanaged, ITileSize
        where TSteps : unmanaged, ITileSize
    {
        nuint column = 0;
        for (; column + (nuint)V.Count <= width; column += (nuint)V.Count)
            Vector<TRows, TSteps, FullLanes<V>>(a, b + column, partial + column, default);
        if (column < width)
            Vector<TRows, TSteps, TailLanes<V>>(a, b + column, partial + column, new(width - column));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Vector<TRows, TSteps, L>(float* a, float* b, float* partial, L lanes)
        where TRows : unmanaged, ITileSize
        where TSteps : unmanaged, ITileSize
        where L : struct, ILanes<V>
    {
        V c0 = V.Load(ref *partial, 0);
        V c1 = sizeof(TRows) > 1 ? V.Load(ref *partial, Block) : V.Zero;
        V c2 = sizeof(TRows) > 2 ? V.Load(ref *partial, 2 * Block) : V.Zero;
        Step<TRows, L>(a, b, lanes, ref c0, ref c1, ref c2);
        if (sizeof(TSteps) == 8)
        {
            Step<TRows, L>(a + 1, b + (nuint)TShape.N, lanes, ref c0, ref c1, ref c2);
            Step<TRows, L>(a + 2, b + 2 * (nuint)TShape.N, lanes, ref c0, ref c1, ref c2);
            Step<TRows, L>(a + 3, b + 3 * (nuint)TShape.N, lanes, ref c0, ref c1, ref c2);
            Step<TRows, L>(a + 4, b + 4 * (nuint)TShape.N, lanes, ref c0, ref c1, ref c2);
            Step<TRows, L>(a + 5, b + 5 * (nuint)TShape.N, lanes, ref c0, ref c1, ref c2);
            Step<TRows, L>(a + 6, b + 6 * (nuint)TShape.N, lanes, ref c0, ref c1, ref c2);
            Step<TRows, L>(a + 7, b + 7 * (nuint)TShape.N, lanes, ref c0, ref c1, ref c2);
        }

        V.Store(c0, ref *partial, 0);
        if (sizeof(TRows) > 1)
            V.Store(c1, ref *partial, Block);
        if (sizeof(TRows) > 2)
            V.Store(c2, ref *partial, 2 * Block);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TRows, L>(float* a, float* b, L lanes, ref V c0, ref V c1, ref V c2)
        where TRows : unmanaged, ITileSize
        where L : struct, ILanes<V>
    {
        V weights = lanes.Load(ref *b, 0);
        c0 = V.MultiplyAdd(V.Create(*a), weights, c0);
        if (sizeof(TRows) > 1)
            c1 = V.MultiplyAdd(V.Create(*(a + (nuint)TShape.K)), weights, c1);
        if (sizeof(TRows) > 2)
            c2 = V.MultiplyAdd(V.Create(*(a + 2 * (nuint)TShape.K)), weights, c2);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Consume(float* partial, nuint width, nuint row, nuint column, in TEpilogue epilogue)
    {
        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        nuint i = 0;
        for (; i + (nuint)V.Count <= width; i += (nuint)V.Count)
            target.Store(V.Load(ref *partial, i), row, column + i, default(FullLanes<V>));
        if (i < width)
            target.Store(V.Load(ref *partial, i), row, column + i, new TailLanes<V>(width - i));
    }
}

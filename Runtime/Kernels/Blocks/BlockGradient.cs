using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// Sums over the rows of a group of blocks: gradients of weights and biases. They need the outputs of a layer in the lanes, so that the block of the layer's output
/// gradient is transposed first, once for all of them.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class BlockGradient
{
    /// <summary>The most outputs of a layer, or outputs beyond a whole number of vectors, that are dealt with one by one.</summary>
    public const int MostDotColumns = 3;

    /// <summary>Floats of a transposed block of so many features: a multiple of the widest vector a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Stride(int features) => (features + 15) / 16 * 16;

    /// <summary>
    /// result[row][feature] = source[feature][row] in each of the blocks, with zeros in the rows that are not in the batch. The last
    /// features, if they are no more than <see cref="MostDotColumns"/> beyond a whole number of vectors, are left out: nothing reads them transposed.
    /// </summary>
    /// <param name="source">The first block; read up to a whole number of vectors of features, whatever lies there.</param>
    /// <param name="features">Features of a block.</param>
    /// <param name="blocks">The blocks.</param>
    /// <param name="result">The rows of the first block, <see cref="Stride"/> apart.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose<V>(ref float source, int features, BlockGroup blocks, ref float result)
        where V : struct, ISimd<V>
    {
        nuint stride = (nuint)Stride(features), width = (nuint)Block.Width<V>(), lanes = (nuint)V.Count;
        for (int block = blocks.Count; ; block--)
        {
            for (nuint feature = 0; feature < (nuint)InTiles<V>(features); feature += lanes)
            {
                V.TransposeBlock(ref Unsafe.Add(ref source, feature * width), width, ref Unsafe.Add(ref result, feature), stride);
                V.TransposeBlock(ref Unsafe.Add(ref source, (feature * width) + lanes), width, ref Unsafe.Add(ref result, (lanes * stride) + feature), stride);
            }

            if (block == 1)
                break;
            source = ref Unsafe.Add(ref source, blocks.Distance);
            result = ref Unsafe.Add(ref result, blocks.Distance);
        }

        for (nuint at = (nuint)blocks.LastRows * stride; at < width * stride; at += lanes)
            V.Store(default, ref result, at);
    }

    /// <summary>The gradient of the weights, Σ x[k]·dy[n] over the rows of the blocks, set or added to what is there.</summary>
    /// <param name="x">The first block of the layer's K inputs.</param>
    /// <param name="outputs">The first block of the layer's N output gradients.</param>
    /// <param name="transposed">The same as <see cref="Transpose"/> leaves them; not read for <see cref="MostDotColumns"/> outputs or fewer.</param>
    /// <param name="blocks">The blocks.</param>
    /// <param name="gradient">First element of the gradient, [K, N].</param>
    /// <param name="accumulate">Whether to add.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Weights<V, TShape>(ref float x, ref float outputs, ref float transposed, BlockGroup blocks, ref float gradient, bool accumulate)
        where V : struct, ISimd<V>
        where TShape : struct, IMatMulShape
    {
        int inTiles = InTiles<V>(TShape.N);
        if (inTiles > 0 && accumulate)
            Panels<V, TShape, Yes>(ref x, ref transposed, blocks, ref gradient, inTiles);
        else if (inTiles > 0)
            Panels<V, TShape, No>(ref x, ref transposed, blocks, ref gradient, inTiles);
        if (inTiles < TShape.N)
            BlockColumns.Run<V, TShape>(ref x, ref outputs, blocks, ref gradient, inTiles, accumulate);
    }

    /// <summary>The first features, which tiles of whole and partial vectors compute. One or two more would fill as many lanes of a vector, so that
    /// sums across lanes are cheaper.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int InTiles<V>(int features)
        where V : struct, ISimd<V> => features % V.Count <= MostDotColumns ? features - (features % V.Count) : features;

    /// <summary>The sums of features over the rows of the blocks, set or added to what is there: the gradient of a bias.</summary>
    /// <param name="source">The first block.</param>
    /// <param name="transposed">The features as <see cref="Transpose"/> leaves them.</param>
    /// <param name="features">The number of sums.</param>
    /// <param name="blocks">The blocks.</param>
    /// <param name="sums">The sum of feature 0.</param>
    /// <param name="accumulate">Whether to add.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sums<V>(ref float source, ref float transposed, int features, BlockGroup blocks, ref float sums, bool accumulate)
        where V : struct, ISimd<V>
    {
        nuint stride = (nuint)Stride(features), feature = 0, lanes = (nuint)V.Count, end = (nuint)InTiles<V>(features);
        for (; feature + lanes <= end; feature += lanes)
            Sum<V, FullLanes<V>>(ref Unsafe.Add(ref transposed, feature), stride, ref Unsafe.Add(ref sums, feature), default, blocks, accumulate);
        if (feature < end)
            Sum<V, TailLanes<V>>(ref Unsafe.Add(ref transposed, feature), stride, ref Unsafe.Add(ref sums, feature), new(end - feature), blocks, accumulate);
        if (end < (nuint)features)
            BlockSum.Run<V>(ref Unsafe.Add(ref source, end * 2 * lanes), features - (int)end, blocks, ref Unsafe.Add(ref sums, end), accumulate);
    }

    /// <summary>Four sums of every fourth row side by side: one chain of additions would wait for itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum<V, L>(ref float transposed, nuint stride, ref float sums, L lanes, BlockGroup blocks, bool accumulate)
        where V : struct, ISimd<V>
        where L : struct, ILanes<V>
    {
        V sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (int block = 0; block < blocks.Count; block++)
        {
            nuint at = (nuint)(block * blocks.Distance);
            for (int row = Block.Width<V>(); row > 0; row -= 4, at += 4 * stride)
            {
                sum0 += V.Load(ref transposed, at);
                sum1 += V.Load(ref transposed, at + stride);
                sum2 += V.Load(ref transposed, at + (2 * stride));
                sum3 += V.Load(ref transposed, at + (3 * stride));
            }
        }

        V sum = (sum0 + sum2) + (sum1 + sum3);
        lanes.Store(accumulate ? lanes.Load(ref sums, 0) + sum : sum, ref sums, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panels<V, TShape, TAdd>(ref float x, ref float transposed, BlockGroup blocks, ref float gradient, int columns)
        where V : struct, ISimd<V>
        where TShape : struct, IMatMulShape
        where TAdd : struct, IAnswer
    {
        // One vector alone leaves the multipliers waiting for its loads, so that the last panel has three where there are registers for it.
        int column = 0, most = V.Count == 16 ? 3 * V.Count : 2 * V.Count;
        for (; columns - column > most; column += 2 * V.Count)
            Panel<V, TShape, TAdd, Two>(ref x, ref transposed, blocks, ref gradient, column, 2 * V.Count);
        int rest = columns - column;
        if (rest > 2 * V.Count)
            Panel<V, TShape, TAdd, Three>(ref x, ref transposed, blocks, ref gradient, column, rest);
        else if (rest > V.Count)
            Panel<V, TShape, TAdd, Two>(ref x, ref transposed, blocks, ref gradient, column, rest);
        else
            Panel<V, TShape, TAdd, One>(ref x, ref transposed, blocks, ref gradient, column, rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Panel<V, TShape, TAdd, TVectors>(ref float x, ref float transposed, BlockGroup blocks, ref float gradient, int column, int width)
        where V : struct, ISimd<V>
        where TShape : struct, IMatMulShape
        where TAdd : struct, IAnswer
        where TVectors : unmanaged, ITileSize
    {
        float* scalars = (float*)Unsafe.AsPointer(ref x), vectors = (float*)Unsafe.AsPointer(ref transposed) + column;
        ref float first = ref Unsafe.Add(ref gradient, column);
        nuint last = (nuint)((sizeof(TVectors) - 1) * V.Count), lanes = (nuint)width - last;
        if (lanes == (nuint)V.Count)
        {
            Sink<V, FullLanes<V>, TAdd> sink = new() { Gradient = ref first, Stride = (nuint)TShape.N, Last = last };
            BlockTile<V, Layout<V, TShape>, Sink<V, FullLanes<V>, TAdd>>.Cover<TVectors>(scalars, vectors, sink, blocks.Count, blocks.Distance);
        }
        else
        {
            Sink<V, TailLanes<V>, TAdd> sink = new() { Gradient = ref first, Stride = (nuint)TShape.N, Last = last, Lanes = new(lanes) };
            BlockTile<V, Layout<V, TShape>, Sink<V, TailLanes<V>, TAdd>>.Cover<TVectors>(scalars, vectors, sink, blocks.Count, blocks.Distance);
        }
    }

    /// <summary>The rows of a gradient that a tile sets or adds to.</summary>
    private ref struct Sink<V, L, TAdd> : ITileSink<V>
        where V : struct, ISimd<V>
        where L : struct, ILanes<V>
        where TAdd : struct, IAnswer
    {
        public ref float Gradient;
        public nuint Stride;
        public nuint Last;
        public L Lanes;

        public void Advance(nuint rows) => Gradient = ref Unsafe.Add(ref Gradient, rows * Stride);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly V Start(nuint row, nuint vector) => TAdd.Value ? V.Load(ref Gradient, (row * Stride) + (vector * (nuint)V.Count)) : default;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly V StartLast(nuint row) => TAdd.Value ? Lanes.Load(ref Gradient, (row * Stride) + Last) : default;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Finish(in V value, nuint row, nuint vector) => V.Store(value, ref Gradient, (row * Stride) + (vector * (nuint)V.Count));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void FinishLast(in V value, nuint row) => Lanes.Store(value, ref Gradient, (row * Stride) + Last);
    }

    private readonly struct Layout<V, TShape> : IBlockLayout
        where V : struct, ISimd<V>
        where TShape : struct, IMatMulShape
    {
        public static int Rows
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => TShape.K;
        }

        public static int Steps
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Block.Width<V>();
        }

        public static int RowStride
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Block.Width<V>();
        }

        public static int StepStride
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => 1;
        }

        public static int VectorStride
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => Stride(TShape.N);
        }

        public static bool HasBlocks
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => true;
        }
    }
}

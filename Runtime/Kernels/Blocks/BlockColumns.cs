using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>Single columns of the gradient of a layer's weights as sums across lanes, without anything transposed.</summary>
internal static class BlockColumns
{
    /// <summary>The columns from <paramref name="begin"/> on, set or added to what is there.</summary>
    /// <param name="x">The first block of the layer's K inputs.</param>
    /// <param name="outputs">The first block of the layer's N output gradients.</param>
    /// <param name="blocks">The blocks.</param>
    /// <param name="gradient">First element of the gradient, [K, N].</param>
    /// <param name="begin">The first column.</param>
    /// <param name="accumulate">Whether to add.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, TShape>(ref float x, ref float outputs, BlockGroup blocks, ref float gradient, int begin, bool accumulate)
        where V : struct, ISimd<V>
        where TShape : struct, IMatMulShape
    {
        int column = begin;
        for (; column + 2 <= TShape.N; column += 2)
            Two<V, TShape>(ref x, ref Unsafe.Add(ref outputs, column * Block.Width<V>()), blocks, ref Unsafe.Add(ref gradient, column), accumulate);
        if (column < TShape.N)
            One<V, TShape>(ref x, ref Unsafe.Add(ref outputs, column * Block.Width<V>()), blocks, ref Unsafe.Add(ref gradient, column), accumulate);
    }

    /// <summary>Two columns of the gradient, two rows at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two<V, TShape>(ref float x, ref float outputs, BlockGroup blocks, ref float gradient, bool accumulate)
        where V : struct, ISimd<V>
        where TShape : struct, IMatMulShape
    {
        nuint width = (nuint)Block.Width<V>(), stride = (nuint)TShape.N;
        BlockMask<V> mask = new(blocks.LastRows);
        ref float last = ref Unsafe.Add(ref outputs, (blocks.Count - 1) * blocks.Distance);
        V lower0 = mask.Lower(ref last), upper0 = mask.Upper(ref last);
        V lower1 = mask.Lower(ref Unsafe.Add(ref last, width)), upper1 = mask.Upper(ref Unsafe.Add(ref last, width));
        int input = 0;
        for (; input + 2 <= TShape.K; input += 2, x = ref Unsafe.Add(ref x, 2 * width), gradient = ref Unsafe.Add(ref gradient, 2 * stride))
        {
            V a0 = V.Zero, a1 = V.Zero, b0 = V.Zero, b1 = V.Zero;
            ref float block = ref x, output = ref outputs;
            for (int whole = blocks.Count - 1; whole > 0; whole--, block = ref Unsafe.Add(ref block, blocks.Distance), output = ref Unsafe.Add(ref output, blocks.Distance))
            {
                V first = V.Load(ref output, 0), second = V.Load(ref output, width / 2);
                a0 = Add(ref block, first, second, a0);
                b0 = Add(ref Unsafe.Add(ref block, width), first, second, b0);
                first = V.Load(ref output, width);
                second = V.Load(ref output, width + (width / 2));
                a1 = Add(ref block, first, second, a1);
                b1 = Add(ref Unsafe.Add(ref block, width), first, second, b1);
            }

            Simd128 sums = V.SumFour(
                Add(ref block, lower0, upper0, a0), Add(ref block, lower1, upper1, a1),
                Add(ref Unsafe.Add(ref block, width), lower0, upper0, b0), Add(ref Unsafe.Add(ref block, width), lower1, upper1, b1));
            Put(sums.Value.GetElement(0), ref gradient, accumulate);
            Put(sums.Value.GetElement(1), ref Unsafe.Add(ref gradient, 1), accumulate);
            Put(sums.Value.GetElement(2), ref Unsafe.Add(ref gradient, stride), accumulate);
            Put(sums.Value.GetElement(3), ref Unsafe.Add(ref gradient, stride + 1), accumulate);
        }

        if (input < TShape.K)
        {
            Put(Dot(ref x, ref outputs, lower0, upper0, blocks), ref gradient, accumulate);
            Put(Dot(ref x, ref Unsafe.Add(ref outputs, width), lower1, upper1, blocks), ref Unsafe.Add(ref gradient, 1), accumulate);
        }
    }

    /// <summary>One column of the gradient, four rows at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<V, TShape>(ref float x, ref float output, BlockGroup blocks, ref float gradient, bool accumulate)
        where V : struct, ISimd<V>
        where TShape : struct, IMatMulShape
    {
        nuint width = (nuint)Block.Width<V>(), stride = (nuint)TShape.N;
        BlockMask<V> mask = new(blocks.LastRows);
        ref float last = ref Unsafe.Add(ref output, (blocks.Count - 1) * blocks.Distance);
        V lower = mask.Lower(ref last), upper = mask.Upper(ref last);
        int input = 0;
        for (; input + 4 <= TShape.K; input += 4, x = ref Unsafe.Add(ref x, 4 * width), gradient = ref Unsafe.Add(ref gradient, 4 * stride))
        {
            Simd128 sums = V.SumFour(
                Products(ref x, ref output, lower, upper, blocks), Products(ref Unsafe.Add(ref x, width), ref output, lower, upper, blocks),
                Products(ref Unsafe.Add(ref x, 2 * width), ref output, lower, upper, blocks), Products(ref Unsafe.Add(ref x, 3 * width), ref output, lower, upper, blocks));
            Put(sums.Value.GetElement(0), ref gradient, accumulate);
            Put(sums.Value.GetElement(1), ref Unsafe.Add(ref gradient, stride), accumulate);
            Put(sums.Value.GetElement(2), ref Unsafe.Add(ref gradient, 2 * stride), accumulate);
            Put(sums.Value.GetElement(3), ref Unsafe.Add(ref gradient, 3 * stride), accumulate);
        }

        for (; input < TShape.K; input++, x = ref Unsafe.Add(ref x, width), gradient = ref Unsafe.Add(ref gradient, stride))
            Put(Dot(ref x, ref output, lower, upper, blocks), ref gradient, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float sum, ref float gradient, bool accumulate) => gradient = accumulate ? gradient + sum : sum;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Dot<V>(ref float x, ref float output, V lower, V upper, BlockGroup blocks)
        where V : struct, ISimd<V> => V.Sum(Products(ref x, ref output, lower, upper, blocks));

    /// <summary>The products of an input and an output, row by row, those of all blocks in the same lanes; of the last block's output,
    /// <paramref name="lower"/> and <paramref name="upper"/> are what is in the batch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Products<V>(ref float x, ref float output, V lower, V upper, BlockGroup blocks)
        where V : struct, ISimd<V>
    {
        V sum = V.Zero;
        ref float block = ref x;
        for (int whole = blocks.Count - 1; whole > 0; whole--, block = ref Unsafe.Add(ref block, blocks.Distance), output = ref Unsafe.Add(ref output, blocks.Distance))
            sum = Add(ref block, V.Load(ref output, 0), V.Load(ref output, (nuint)V.Count), sum);
        return Add(ref block, lower, upper, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Add<V>(ref float x, V lower, V upper, V sum)
        where V : struct, ISimd<V> =>
        V.MultiplyAdd(V.Load(ref x, 0), lower, V.MultiplyAdd(V.Load(ref x, (nuint)V.Count), upper, sum));
}

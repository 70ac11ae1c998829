using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>Single columns of the gradient of a layer's weights as sums across lanes, without anything transposed.</summary>
internal static class BlockColumns
{
    /// <summary>The columns from <paramref name="begin"/> on, set or added to what is there.</summary>
    /// <param name="x">The block of the layer's K inputs.</param>
    /// <param name="outputs">The block of the layer's N output gradients.</param>
    /// <param name="count">Rows of the block that are in the batch.</param>
    /// <param name="gradient">First element of the gradient, [K, N].</param>
    /// <param name="begin">The first column.</param>
    /// <param name="accumulate">Whether to add.</param>
    public static void Run<V, TShape>(ref float x, ref float outputs, int count, ref float gradient, int begin, bool accumulate)
        where V : struct, ISimd<V>
        where TShape : struct, IMatMulShape
    {
        Mask<V> mask = new(count);
        int column = begin;
        for (; column + 2 <= TShape.N; column += 2)
            Two<V, TShape>(ref x, ref Unsafe.Add(ref outputs, column * Block.Width<V>()), mask, ref Unsafe.Add(ref gradient, column), accumulate);
        if (column < TShape.N)
            One<V, TShape>(ref x, ref Unsafe.Add(ref outputs, column * Block.Width<V>()), mask, ref Unsafe.Add(ref gradient, column), accumulate);
    }

    /// <summary>Two columns of the gradient, two rows at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two<V, TShape>(ref float x, ref float outputs, Mask<V> mask, ref float gradient, bool accumulate)
        where V : struct, ISimd<V>
        where TShape : struct, IMatMulShape
    {
        nuint lanes = (nuint)V.Count, width = 2 * lanes, at = 0, stride = (nuint)TShape.N;
        V lower0 = mask.Lower(ref outputs), upper0 = mask.Upper(ref outputs);
        V lower1 = mask.Lower(ref Unsafe.Add(ref outputs, width)), upper1 = mask.Upper(ref Unsafe.Add(ref outputs, width));
        int input = 0;
        for (; input + 2 <= TShape.K; input += 2, at += 2 * width, gradient = ref Unsafe.Add(ref gradient, 2 * stride))
        {
            V a0 = V.Load(ref x, at), a1 = V.Load(ref x, at + lanes), b0 = V.Load(ref x, at + width), b1 = V.Load(ref x, at + width + lanes);
            Simd128 sums = V.SumFour(
                V.MultiplyAdd(a0, lower0, a1 * upper0), V.MultiplyAdd(a0, lower1, a1 * upper1),
                V.MultiplyAdd(b0, lower0, b1 * upper0), V.MultiplyAdd(b0, lower1, b1 * upper1));
            Put(sums.Value.GetElement(0), ref gradient, accumulate);
            Put(sums.Value.GetElement(1), ref Unsafe.Add(ref gradient, 1), accumulate);
            Put(sums.Value.GetElement(2), ref Unsafe.Add(ref gradient, stride), accumulate);
            Put(sums.Value.GetElement(3), ref Unsafe.Add(ref gradient, stride + 1), accumulate);
        }

        if (input < TShape.K)
        {
            V a0 = V.Load(ref x, at), a1 = V.Load(ref x, at + lanes);
            Put(V.Sum(V.MultiplyAdd(a0, lower0, a1 * upper0)), ref gradient, accumulate);
            Put(V.Sum(V.MultiplyAdd(a0, lower1, a1 * upper1)), ref Unsafe.Add(ref gradient, 1), accumulate);
        }
    }

    /// <summary>One column of the gradient, four rows at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<V, TShape>(ref float x, ref float output, Mask<V> mask, ref float gradient, bool accumulate)
        where V : struct, ISimd<V>
        where TShape : struct, IMatMulShape
    {
        nuint lanes = (nuint)V.Count, width = 2 * lanes, at = 0, stride = (nuint)TShape.N;
        V lower = mask.Lower(ref output), upper = mask.Upper(ref output);
        int input = 0;
        for (; input + 4 <= TShape.K; input += 4, at += 4 * width, gradient = ref Unsafe.Add(ref gradient, 4 * stride))
        {
            Simd128 sums = V.SumFour(
                Product(ref x, at, lanes, lower, upper), Product(ref x, at + width, lanes, lower, upper),
                Product(ref x, at + (2 * width), lanes, lower, upper), Product(ref x, at + (3 * width), lanes, lower, upper));
            Put(sums.Value.GetElement(0), ref gradient, accumulate);
            Put(sums.Value.GetElement(1), ref Unsafe.Add(ref gradient, stride), accumulate);
            Put(sums.Value.GetElement(2), ref Unsafe.Add(ref gradient, 2 * stride), accumulate);
            Put(sums.Value.GetElement(3), ref Unsafe.Add(ref gradient, 3 * stride), accumulate);
        }

        for (; input < TShape.K; input++, at += width, gradient = ref Unsafe.Add(ref gradient, stride))
            Put(V.Sum(Product(ref x, at, lanes, lower, upper)), ref gradient, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float sum, ref float gradient, bool accumulate) => gradient = accumulate ? gradient + sum : sum;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Product<V>(ref float x, nuint at, nuint lanes, V lower, V upper)
        where V : struct, ISimd<V> =>
        V.MultiplyAdd(V.Load(ref x, at), lower, V.Load(ref x, at + lanes) * upper);

    /// <summary>Leaves out the rows of a block that are not in the batch.</summary>
    private readonly struct Mask<V>(int count)
        where V : struct, ISimd<V>
    {
        private readonly V _lower = V.FirstLanes((nuint)Math.Min(count, V.Count));
        private readonly V _upper = V.FirstLanes((nuint)Math.Max(count - V.Count, 0));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Lower(ref float feature) => V.And(V.Load(ref feature, 0), _lower);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Upper(ref float feature) => V.And(V.Load(ref feature, (nuint)V.Count), _upper);
    }
}

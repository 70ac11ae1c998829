using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// One, two or four rows of A by four rows of B: up to sixteen dot products at once, each in its own accumulator, summed across lanes at the end.
/// </summary>
internal static unsafe class GemmDotTile<V, TShape, TEpilogue>
    where V : struct, ISimd<V>
    where TShape : struct, IMatMulShape
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    /// <summary>Computes one tile.</summary>
    /// <param name="a">A at the first row of the tile.</param>
    /// <param name="b">B, stored [N,K].</param>
    /// <param name="row">First row of C.</param>
    /// <param name="column">First column of C: first row of B.</param>
    /// <param name="columns">The columns of the tile that exist.</param>
    /// <param name="epilogue">Stores the results.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run<TRows, L>(float* a, float* b, nuint row, nuint column, L columns, in TEpilogue epilogue)
        where TRows : unmanaged, ITileSize
        where L : struct, ILanes<Simd128>
    {
        // Columns beyond the last repeat the last; nobody stores them.
        nuint last = (nuint)TShape.N - 1;
        float* p0 = b + column * (nuint)TShape.K;
        float* p1 = b + Math.Min(column + 1, last) * (nuint)TShape.K;
        float* p2 = b + Math.Min(column + 2, last) * (nuint)TShape.K;
        float* p3 = b + Math.Min(column + 3, last) * (nuint)TShape.K;
        V c00 = V.Zero, c01 = V.Zero, c02 = V.Zero, c03 = V.Zero;
        V c10 = V.Zero, c11 = V.Zero, c12 = V.Zero, c13 = V.Zero;
        V c20 = V.Zero, c21 = V.Zero, c22 = V.Zero, c23 = V.Zero;
        V c30 = V.Zero, c31 = V.Zero, c32 = V.Zero, c33 = V.Zero;
        nuint i = 0;
        for (; i + (nuint)V.Count <= (nuint)TShape.K; i += (nuint)V.Count)
        {
            V b0 = default(FullLanes<V>).Load(ref *p0, i);
            V b1 = default(FullLanes<V>).Load(ref *p1, i);
            V b2 = default(FullLanes<V>).Load(ref *p2, i);
            V b3 = default(FullLanes<V>).Load(ref *p3, i);
            {
                V x = default(FullLanes<V>).Load(ref *a, i);
                c00 = V.MultiplyAdd(x, b0, c00);
                c01 = V.MultiplyAdd(x, b1, c01);
                c02 = V.MultiplyAdd(x, b2, c02);
                c03 = V.MultiplyAdd(x, b3, c03);
            }

            if (sizeof(TRows) > 1)
            {
                V x = default(FullLanes<V>).Load(ref *a, 1 * (nuint)TShape.K + i);
                c10 = V.MultiplyAdd(x, b0, c10);
                c11 = V.MultiplyAdd(x, b1, c11);
                c12 = V.MultiplyAdd(x, b2, c12);
                c13 = V.MultiplyAdd(x, b3, c13);
            }

            if (sizeof(TRows) > 2)
            {
                V x = default(FullLanes<V>).Load(ref *a, 2 * (nuint)TShape.K + i);
                c20 = V.MultiplyAdd(x, b0, c20);
                c21 = V.MultiplyAdd(x, b1, c21);
                c22 = V.MultiplyAdd(x, b2, c22);
                c23 = V.MultiplyAdd(x, b3, c23);
            }

            if (sizeof(TRows) > 3)
            {
                V x = default(FullLanes<V>).Load(ref *a, 3 * (nuint)TShape.K + i);
                c30 = V.MultiplyAdd(x, b0, c30);
                c31 = V.MultiplyAdd(x, b1, c31);
                c32 = V.MultiplyAdd(x, b2, c32);
                c33 = V.MultiplyAdd(x, b3, c33);
            }
        }

        if (TShape.K % V.Count != 0)
        {
            TailLanes<V> tail = new((nuint)(TShape.K % V.Count));
            V b0 = tail.Load(ref *p0, i);
            V b1 = tail.Load(ref *p1, i);
            V b2 = tail.Load(ref *p2, i);
            V b3 = tail.Load(ref *p3, i);
            {
                V x = tail.Load(ref *a, i);
                c00 = V.MultiplyAdd(x, b0, c00);
                c01 = V.MultiplyAdd(x, b1, c01);
                c02 = V.MultiplyAdd(x, b2, c02);
                c03 = V.MultiplyAdd(x, b3, c03);
            }

            if (sizeof(TRows) > 1)
            {
                V x = tail.Load(ref *a, 1 * (nuint)TShape.K + i);
                c10 = V.MultiplyAdd(x, b0, c10);
                c11 = V.MultiplyAdd(x, b1, c11);
                c12 = V.MultiplyAdd(x, b2, c12);
                c13 = V.MultiplyAdd(x, b3, c13);
            }

            if (sizeof(TRows) > 2)
            {
                V x = tail.Load(ref *a, 2 * (nuint)TShape.K + i);
                c20 = V.MultiplyAdd(x, b0, c20);
                c21 = V.MultiplyAdd(x, b1, c21);
                c22 = V.MultiplyAdd(x, b2, c22);
                c23 = V.MultiplyAdd(x, b3, c23);
            }

            if (sizeof(TRows) > 3)
            {
                V x = tail.Load(ref *a, 3 * (nuint)TShape.K + i);
                c30 = V.MultiplyAdd(x, b0, c30);
                c31 = V.MultiplyAdd(x, b1, c31);
                c32 = V.MultiplyAdd(x, b2, c32);
                c33 = V.MultiplyAdd(x, b3, c33);
            }
        }

        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        target.Store(V.SumFour(c00, c01, c02, c03), row, column, columns);
        if (sizeof(TRows) > 1)
            target.Store(V.SumFour(c10, c11, c12, c13), row + 1, column, columns);
        if (sizeof(TRows) > 2)
        {
            target.Store(V.SumFour(c20, c21, c22, c23), row + 2, column, columns);
            target.Store(V.SumFour(c30, c31, c32, c33), row + 3, column, columns);
        }
    }
}

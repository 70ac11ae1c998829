using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>C[K,N] = A[M,K]ᵀ · B[M,N] at one width. A is read by columns in place: the rows of a tile are neighbours in memory.</summary>
internal static unsafe class GemmOuter<V, TShape, TEpilogue>
    where V : struct, ISimd<V>
    where TShape : struct, IMatMulShape
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    private static GemmStrides Strides => new(1, (nuint)TShape.K, (nuint)TShape.N);

    public static void Run(ref float a, ref float b, int rows, int kBegin, int kEnd, in TEpilogue epilogue)
    {
        if (kBegin >= kEnd)
            return;
        float* pa = (float*)Unsafe.AsPointer(ref a), pb = (float*)Unsafe.AsPointer(ref b);
        if (rows == 1)
            OneSample(pa, pb, (nuint)kBegin, (nuint)kEnd, epilogue);
        else if (GemmOuterBlocked<V, TShape, TEpilogue>.Pays(rows))
            GemmOuterBlocked<V, TShape, TEpilogue>.Run(pa, pb, rows, kBegin, kEnd, epilogue);
        else
            GemmPanel<V, TEpilogue>.Cover(pa, pb, (nuint)rows, Strides, (nuint)kBegin, (nuint)kEnd, (nuint)TShape.N, epilogue);
    }

    /// <summary>The outer product of two vectors: nothing but stores, in the order of memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void OneSample(float* a, float* b, nuint row, nuint rowEnd, in TEpilogue epilogue)
    {
        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        nuint lanes = (nuint)V.Count, columns = (nuint)TShape.N;
        for (; row < rowEnd; row++)
        {
            // Added to zero as in a tile, so that -0 becomes 0 here too.
            V x = V.Create(a[row]);
            nuint column = 0;
            for (; column + lanes <= columns; column += lanes)
                target.Store(V.MultiplyAdd(x, V.Load(ref *b, column), V.Zero), row, column, default(FullLanes<V>));
            if (column < columns)
            {
                TailLanes<V> tail = new(columns - column);
                target.Store(V.MultiplyAdd(x, tail.Load(ref *b, column), V.Zero), row, column, tail);
            }
        }
    }
}

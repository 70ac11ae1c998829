using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>C[K,N] = A[M,K]ᵀ · B[M,N] at one width. A is read by columns in place: the rows of a tile are neighbours in memory.</summary>
internal static unsafe class GemmOuter<V, TShape, TEpilogue>
    where V : struct, ISimd<V>
    where TShape : struct, IMatMulShape
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    // Results from 2 MB on are blocked: what the epilogue touches comes from beyond the second cache and is prefetched there.
    private const int LargeResult = 1 << 19;

    // So many steps of so many floats of B, 512 KB, are blocked too: B leaves no room for A in the second cache.
    private const int LongSteps = 256, LargeB = 1 << 17;

    public static void Run(ref float a, ref float b, int rows, in GemmRange range, in TEpilogue epilogue)
    {
        if (range.Rows == 0 || range.Columns == 0)
            return;
        float* pa = (float*)Unsafe.AsPointer(ref a), pb = (float*)Unsafe.AsPointer(ref b);
        if (rows == 1)
            OneSample(pa, pb, range, epilogue);
        else if (IsBlocked(rows))
            Blocked(pa, pb, (nuint)rows, range, GemmBlocks.For(rows), epilogue);
        else
            GemmPanel<V, TEpilogue>.Cover(pa, pb, (nuint)rows, new GemmStrides(1, (nuint)TShape.K, (nuint)TShape.N), range, epilogue);
    }

    /// <summary>The product in blocks of given sizes.</summary>
    internal static void Blocked(float* a, float* b, nuint rows, in GemmRange range, in GemmBlocks blocks, in TEpilogue epilogue)
    {
        GemmOperands operands = new() { A = a, RowA = 1, StepA = (nuint)TShape.K, B = b, StrideB = (nuint)TShape.N, Steps = rows };
        GemmBlocked<V, TEpilogue>.Run(operands, range, blocks, epilogue);
    }

    private static bool IsBlocked(int rows)
        => rows >= 4 && ((long)TShape.K * TShape.N >= LargeResult || (rows >= LongSteps && (long)rows * TShape.N > LargeB));

    /// <summary>The outer product of two vectors: nothing but stores, in the order of memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void OneSample(float* a, float* b, in GemmRange range, in TEpilogue epilogue)
    {
        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        nuint lanes = (nuint)V.Count, columns = range.EndColumn;
        for (nuint row = range.Row; row < range.EndRow; row++)
        {
            // Added to zero as in a tile, so that -0 becomes 0 here too.
            V x = V.Create(a[row]);
            nuint column = range.Column;
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

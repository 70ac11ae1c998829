using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>C[K,N] = A[M,K]ᵀ · B[M,N] at one width. A is read by columns in place: the rows of a tile are neighbours in memory.</summary>
internal static unsafe class GemmOuter<V, TShape, TEpilogue>
    where V : struct, ISimd<V>
    where TShape : struct, IMatMulShape
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    // Results from 2 MB on are blocked: what the epilogue touches comes from beyond the second cache and is prefetched there. With many rows the copies that
    // blocks make are read so often that they pay sooner.
    private const int LargeResult = 1 << 19, LargeResultOfManyRows = 3 << 17;

    // Results from 128 KB on, whose optimizer takes state of twice that, are not in the second cache when their tile is complete; so many steps of a tile take
    // so long that waiting for them does not show.
    private const int FarResult = 1 << 15, LongTile = 512;

    // An expert's parameters and their moments come from memory already from 256 KB on.
    private const int LargeExpert = 1 << 16;

    // So many steps of so many floats of B are blocked too: they leave no room for A in the second cache, sooner where its lines are a page apart.
    private const int LongSteps = 256, LargeB = 1 << 18, LargeBOfFarLines = 1 << 17;

    // Columns of A and of B up to which a page has more than one line of a panel.
    private const int NearRows = 1024, NearLines = 768;

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float a, ref float b, int rows, int kBegin, int kEnd, in TEpilogue epilogue)
    {
        if (rows == 1)
            GemmOuterRow<V, TShape, TEpilogue>.Run((float*)Unsafe.AsPointer(ref a), (float*)Unsafe.AsPointer(ref b), (nuint)kBegin, (nuint)kEnd, epilogue);
        else
            Run(ref a, ref b, rows, new GemmRange((nuint)kBegin, (nuint)kEnd, 0, (nuint)TShape.N), epilogue);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(ref float a, ref float b, int rows, in GemmRange range, in TEpilogue epilogue)
    {
        if (range.Row >= range.EndRow || range.Columns == 0)
            return;
        float* pa = (float*)Unsafe.AsPointer(ref a), pb = (float*)Unsafe.AsPointer(ref b);
        if (rows == 1)
            GemmOuterRow<V, TShape, TEpilogue>.Run(pa, pb, range, epilogue);
        else if (IsBlocked(rows))
            Blocked(pa, pb, (nuint)rows, range, GemmBlocks.For(rows, copiesRows: true), epilogue);
        else
            Panels(pa, pb, (nuint)rows, range, epilogue);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Panels(float* a, float* b, nuint rows, in GemmRange range, in TEpilogue epilogue)
    {
        nuint stepA = (nuint)TShape.K, stepB = (nuint)TShape.N, narrow = GemmNarrowOuter<TEpilogue>.Columns<V>(range, rows), end = range.EndColumn - narrow;
        bool isFar = (long)TShape.K * TShape.N >= FarResult && rows <= LongTile;
        GemmPanel<V, TEpilogue>.Cover(a, b, rows, new GemmStrides(1, stepA, stepB), range.OfColumns(range.Column, end), isFar, epilogue);
        if (narrow > 0)
            GemmNarrowOuter<TEpilogue>.Run(a, stepA, b + end, stepB, rows, range.OfColumns(end, range.EndColumn), epilogue);
    }

    /// <summary>The product in blocks of given sizes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Blocked(float* a, float* b, nuint rows, in GemmRange range, in GemmBlocks blocks, in TEpilogue epilogue)
    {
        GemmOperands operands = new() { A = a, RowA = 1, StepA = (nuint)TShape.K, B = b, StrideB = (nuint)TShape.N, Steps = rows };
        GemmBlocked<V, TEpilogue>.Run(operands, range, blocks, epilogue);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsBlocked(int rows)
    {
        int large = default(TShape) is IExpertShape ? LargeExpert : rows >= LongSteps ? LargeResultOfManyRows : LargeResult;
        int largeB = TShape.K <= NearRows && TShape.N <= NearLines ? LargeB : LargeBOfFarLines;
        return rows >= 4 && ((long)TShape.K * TShape.N >= large || (rows >= LongSteps && (long)rows * TShape.N >= largeB));
    }
}

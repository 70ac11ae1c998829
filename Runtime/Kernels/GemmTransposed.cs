using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>C[M,N] = A[M,K] · B[N,K]ᵀ at one width: every result is the dot product of two rows, four columns at a time.</summary>
internal static unsafe class GemmTransposed<V, TShape, TEpilogue>
    where V : struct, ISimd<V>
    where TShape : struct, IMatMulShape
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    public static void Run(ref float a, ref float b, int rowBegin, int rowEnd, in TEpilogue epilogue)
    {
        float* pa = (float*)Unsafe.AsPointer(ref a), pb = (float*)Unsafe.AsPointer(ref b);
        int row = rowBegin;
        for (; row + 4 <= rowEnd; row += 4)
            Rows<Four>(pa, pb, (nuint)row, epilogue);
        for (; row < rowEnd; row++)
            Rows<One>(pa, pb, (nuint)row, epilogue);
    }

    private static void Rows<TRows>(float* a, float* b, nuint row, in TEpilogue epilogue)
        where TRows : struct, ITileSize
    {
        nuint columns = (nuint)TShape.N, column = 0;
        a += row * (nuint)TShape.K;
        for (; column + 4 <= columns; column += 4)
            GemmDotTile<V, TShape, TEpilogue>.Run<TRows, FullLanes<Simd128>>(a, b, row, column, default, epilogue);
        if (column < columns)
            GemmDotTile<V, TShape, TEpilogue>.Run<TRows, TailLanes<Simd128>>(a, b, row, column, new(columns - column), epilogue);
    }
}

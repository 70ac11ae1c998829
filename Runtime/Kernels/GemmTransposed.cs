using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// C[M,N] = A[M,K] · B[N,K]ᵀ at one width. Whole blocks of 16 rows pack panels of Bᵀ and go the way of the forward product; the rows of a last, smaller
/// block, which would not pay for packing, and long contractions are dot products of rows. The choice depends on the block and the shape alone, so that
/// a row has the same bits in whatever call it is computed.
/// </summary>
internal static unsafe class GemmTransposed<V, TShape, TEpilogue>
    where V : struct, ISimd<V>
    where TShape : struct, IMatMulShape
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    private const int RowBlock = 16;

    // A packed panel of 256 steps is 32 KB at 512 bits: it stays in the first cache. Longer dot products reach most of the peak without packing.
    private const int LongestPacked = 256;

    public static void Run(ref float a, ref float b, int rowBegin, int rowEnd, in TEpilogue epilogue)
    {
        if (rowBegin >= rowEnd)
            return;
        float* pa = (float*)Unsafe.AsPointer(ref a), pb = (float*)Unsafe.AsPointer(ref b);
        int row = rowBegin;
        if (TShape.K <= LongestPacked && rowEnd - rowBegin >= RowBlock)
        {
            row += (rowEnd - rowBegin) / RowBlock * RowBlock;
            PackedRows(pa, pb, (nuint)rowBegin, (nuint)row, epilogue);
        }

        // Sixteen accumulators need the 32 registers of the widest vectors.
        int tile = V.Count == 16 ? 4 : 2;
        for (; row + tile <= rowEnd; row += tile)
        {
            if (V.Count == 16)
                DotRows<Four>(pa, pb, (nuint)row, epilogue);
            else
                DotRows<Two>(pa, pb, (nuint)row, epilogue);
        }

        for (; row < rowEnd; row++)
            DotRows<One>(pa, pb, (nuint)row, epilogue);
    }

    [SkipLocalsInit]
    private static void PackedRows(float* a, float* b, nuint rowBegin, nuint rowEnd, in TEpilogue epilogue)
    {
        float* memory = stackalloc float[(2 * V.Count * LongestPacked) + 16];
        float* panel = (float*)(((nuint)memory + 63) & ~(nuint)63);
        int panelWidth = 2 * V.Count;
        GemmStrides strides = new((nuint)TShape.K, 1, (nuint)panelWidth);
        for (int column = 0; column < TShape.N; column += panelWidth)
        {
            int width = Math.Min(panelWidth, TShape.N - column);
            Transpose.Run<V>(ref b[(nint)column * TShape.K], width, TShape.K, TShape.K, ref *panel, panelWidth);
            GemmPanel<V, TEpilogue>.Panel(a, panel, (nuint)TShape.K, strides, rowBegin, rowEnd, (nuint)column, (nuint)width, epilogue);
        }
    }

    private static void DotRows<TRows>(float* a, float* b, nuint row, in TEpilogue epilogue)
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

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

    // A packed panel of 256 steps is 32 KB at 512 bits: it stays in the first cache, and longer ones take more than one block.
    private const int LongestPanel = 256;

    // Floats of B, 256 KB, up to which it tends to be in the second cache already.
    private const int InCache = 1 << 16;

    // Rows of a last block from which on it is packed, too, where every few dot products would read an expert's weights from memory once more.
    private const int PackedRestOfExpert = 4;

    private static bool HasOneRowKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => V.Count == 16 || TShape.K == 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float a, ref float b, int rowBegin, int rowEnd, in TEpilogue epilogue)
    {
        if (rowEnd - rowBegin == 1 && HasOneRowKernel)
            OneRow(isAlone: true, (float*)Unsafe.AsPointer(ref a), (float*)Unsafe.AsPointer(ref b), (nuint)rowBegin, epilogue);
        else
            Run(ref a, ref b, new GemmRange((nuint)rowBegin, (nuint)rowEnd, 0, (nuint)TShape.N), epilogue);
    }

    /// <summary>Some of the rows [0, <paramref name="rows"/>), wherever they begin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float a, ref float b, int rowBegin, int rowEnd, int rows, in TEpilogue epilogue)
    {
        if (rowBegin == 0 && rowEnd == rows)
            Run(ref a, ref b, 0, rows, epilogue);
        else
            Part(ref a, ref b, rowBegin, rowEnd, rows, epilogue);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Part(ref float a, ref float b, int rowBegin, int rowEnd, int rows, in TEpilogue epilogue)
    {
        int whole = Math.Max(rowBegin, rows - rows % RowBlock);
        Run(ref a, ref b, new GemmRange((nuint)rowBegin, (nuint)rowEnd, 0, (nuint)TShape.N), (nuint)Math.Max(0, rowEnd - whole), epilogue);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float a, ref float b, in GemmRange range, in TEpilogue epilogue) => Run(ref a, ref b, range, range.Rows % RowBlock, epilogue);

    /// <summary>Some rows, of which the last <paramref name="rest"/> belong to a block that is not whole.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Run(ref float a, ref float b, in GemmRange range, nuint rest, in TEpilogue epilogue)
    {
        if (range.Row >= range.EndRow || range.Columns == 0)
            return;
        float* pa = (float*)Unsafe.AsPointer(ref a), pb = (float*)Unsafe.AsPointer(ref b);
        bool isFar = default(TShape) is IExpertShape && (long)TShape.K * TShape.N >= InCache;
        GemmRange blocks = range.OfRows(range.Row, isFar && rest >= PackedRestOfExpert ? range.EndRow : range.EndRow - rest);
        if (blocks.Rows > 0 && TShape.K <= LongestPanel && !isFar)
            PackedRows(pa, pb, blocks, epilogue);
        else if (blocks.Rows > 0)
            Blocked(pa, pb, blocks, GemmBlocks.For(TShape.K, copiesRows: false), epilogue);
        if (blocks.EndRow < range.EndRow)
            DotRows(pa, pb, range.OfRows(blocks.EndRow, range.EndRow), epilogue);
    }

    /// <summary>A row whose bits are those of a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OneRow(bool isAlone, float* a, float* b, nuint row, in TEpilogue epilogue)
    {
        if (TShape.K == 1)
            GemmOuterRow<V, TShape, TEpilogue>.Scale(a[row], b, row, epilogue);
        else if (isAlone)
            GemmDotRow<TShape, TEpilogue>.RunAlone(a + row * (nuint)TShape.K, b, row, epilogue);
        else
            GemmDotRow<TShape, TEpilogue>.Run(a + row * (nuint)TShape.K, b, row, epilogue);
    }

    /// <summary>Whole blocks of rows, in blocks of given sizes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Blocked(float* a, float* b, in GemmRange range, in GemmBlocks blocks, in TEpilogue epilogue)
    {
        nuint k = (nuint)TShape.K;
        GemmOperands operands = new() { A = a, RowA = k, StepA = 1, B = b, StrideB = k, IsTransposed = true, Steps = k };
        GemmBlocked<V, TEpilogue>.Run(operands, range, blocks, epilogue);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackedRows(float* a, float* b, in GemmRange range, in TEpilogue epilogue)
    {
        float* memory = stackalloc float[(3 * V.Count * LongestPanel) + 16];
        float* panel = (float*)(((nuint)memory + 63) & ~(nuint)63);
        nuint k = (nuint)TShape.K, width, narrow = GemmNarrowForward<TEpilogue>.Columns<V>(range.EndColumn, k), end = range.EndColumn - narrow;
        bool brings = GemmPanel<V, TEpilogue>.Brings(range, k);
        for (nuint column = range.Column; column < end; column += width)
        {
            width = GemmPanel<V, TEpilogue>.Width(end - column);
            nuint vectors = (width + (nuint)V.Count - 1) / (nuint)V.Count, panelWidth = vectors * (nuint)V.Count;
            Transpose.Run<V>(ref b[column * k], (int)width, TShape.K, TShape.K, ref *panel, (int)panelWidth);
            float* next = brings && column + width < end ? b + (column + width) * k : null;
            GemmPanel<V, TEpilogue>.Panel(a, panel, next, k, new GemmStrides(k, 1, panelWidth), range.OfColumns(column, column + width), isFar: false, epilogue);
        }

        if (narrow > 0)
            GemmNarrowForward<TEpilogue>.RunTransposed(a, k, b + end * k, k, k, range.OfColumns(end, range.EndColumn), epilogue);
    }

    /// <summary>Dot products: four rows of B at a time, so that B is read from memory once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DotRows(float* a, float* b, in GemmRange range, in TEpilogue epilogue)
    {
        nuint endRow = range.EndRow;
        if (HasOneRowKernel && range.Columns == (nuint)TShape.N && TShape.K * (long)TShape.N <= InCache)
        {
            // The rows that no tile of four takes; weights in cache may be read again for each.
            for (; (endRow - range.Row) % 4 != 0; endRow--)
                OneRow(isAlone: false, a, b, endRow - 1, epilogue);
        }

        GemmRange tiles = range.OfRows(range.Row, endRow);
        nuint column = range.Column;
        for (; column + 4 <= range.EndColumn; column += 4)
            DotColumns(a, b, tiles, column, default(FullLanes<Simd128>), epilogue);
        if (column < range.EndColumn)
            DotColumns(a, b, tiles, column, new TailLanes<Simd128>(range.EndColumn - column), epilogue);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DotColumns<L>(float* a, float* b, in GemmRange range, nuint column, L columns, in TEpilogue epilogue)
        where L : struct, ILanes<Simd128>
    {
        // Sixteen accumulators need the 32 registers of the widest vectors.
        nuint tile = V.Count == 16 ? 4u : 2u, row = range.Row, k = (nuint)TShape.K;
        for (; row + tile <= range.EndRow; row += tile)
        {
            if (V.Count == 16)
                GemmDotTile<V, TShape, TEpilogue>.Run<Four, L>(a + row * k, b, row, column, columns, epilogue);
            else
                GemmDotTile<V, TShape, TEpilogue>.Run<Two, L>(a + row * k, b, row, column, columns, epilogue);
        }

        for (; row < range.EndRow; row++)
            GemmDotTile<V, TShape, TEpilogue>.Run<One, L>(a + row * k, b, row, column, columns, epilogue);
    }
}

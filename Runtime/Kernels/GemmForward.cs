using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>C[M,N] = A[M,K] · B[K,N] at one width.</summary>
internal static unsafe class GemmForward<V, TShape, TEpilogue>
    where V : struct, ISimd<V>
    where TShape : struct, IMatMulShape
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    // Floats of B, 256 KB, up to which it tends to be in the second cache already.
    private const int InCache = 1 << 16;

    // Floats of B that are read in place: up to 2 MB, if lines of a panel are not a page apart, else 512 KB, as of an expert, whose weights are not in cache.
    private const int LargeB = 1 << 19, LargeBOfFarLines = 1 << 17;

    // Columns up to which a page has more than one line of a panel.
    private const int NearLines = 768;

    // Floats of B, 8 MB, of which only many rows would know whether it is in cache.
    private const int HugeB = 1 << 21;

    // Rows of A from which on a large B is packed, an expert's too, and a huge one.
    private const int ManyRows = 64, RowsOfExpert = 16, SomeRows = 4;

    // Calls begin at multiples of so many rows, unless they are told of all.
    private const int RowBlock = 16;

    // Few rows use every weight only a few times: reading weights from memory is the work, and it is fastest in the order of memory.
    private static bool FromMemory
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (long)TShape.K * TShape.N >= InCache && TShape.N > 2 * V.Count;
    }

    // Whether a row that is alone in its block adds its products in another order than rows among others.
    private static bool HasLoneRows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => !FromMemory
            && (GemmRow<V, TShape, TEpilogue>.HasItsOwnOrder || GemmNarrowForward<TEpilogue>.Columns<V>((nuint)TShape.N, (nuint)TShape.K) > 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float a, ref float b, int rowBegin, int rowEnd, in TEpilogue epilogue)
    {
        float* pa = (float*)Unsafe.AsPointer(ref a), pb = (float*)Unsafe.AsPointer(ref b);
        if (rowEnd - rowBegin == 1 && !FromMemory)
            GemmRow<V, TShape, TEpilogue>.Run(pa + (nuint)rowBegin * (nuint)TShape.K, pb, (nuint)rowBegin, epilogue);
        else
            Rows(pa, pb, rowBegin, rowEnd, EndsAlone(rowEnd - rowBegin), epilogue);
    }

    /// <summary>Some of the rows [0, <paramref name="rows"/>), wherever they begin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float a, ref float b, int rowBegin, int rowEnd, int rows, in TEpilogue epilogue)
    {
        if (rowBegin == 0 && rowEnd == rows)
            Run(ref a, ref b, 0, rows, epilogue);
        else
            Rows((float*)Unsafe.AsPointer(ref a), (float*)Unsafe.AsPointer(ref b), rowBegin, rowEnd, rowEnd == rows && EndsAlone(rows), epilogue);
    }

    /// <summary>Whether the last of so many rows is alone in its block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool EndsAlone(int rows) => rows % RowBlock == 1;

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rows(float* a, float* b, int rowBegin, int rowEnd, bool endsAlone, in TEpilogue epilogue)
    {
        if (rowBegin >= rowEnd)
            return;
        Range(a, b, new GemmRange((nuint)rowBegin, (nuint)rowEnd, 0, (nuint)TShape.N), endsAlone, epilogue);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Range(float* a, float* b, in GemmRange range, bool endsAlone, in TEpilogue epilogue)
    {
        if (!HasLoneRows || !endsAlone)
        {
            Columns(a, b, range, epilogue);
            return;
        }

        // A row alone in its block has its own order of additions in every call, however rows and columns are split.
        GemmRange others = range.OfRows(range.Row, range.EndRow - 1);
        if (range.Column == 0)
            GemmRow<V, TShape, TEpilogue>.Run(a + others.EndRow * (nuint)TShape.K, b, others.EndRow, epilogue);
        if (others.Rows > 0)
            Columns(a, b, others, epilogue);
    }

    /// <summary>The columns that fill vectors, and the few at the end that do not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns(float* a, float* b, in GemmRange range, in TEpilogue epilogue)
    {
        nuint k = (nuint)TShape.K, narrow = GemmNarrowForward<TEpilogue>.Columns<V>(range.EndColumn, k), end = range.EndColumn - narrow;
        if (range.Column < end)
            Vectors(a, b, range.OfColumns(range.Column, end), epilogue);
        if (narrow > 0)
            GemmNarrowForward<TEpilogue>.Run(a, k, b + end, (nuint)TShape.N, k, range.OfColumns(end, range.EndColumn), epilogue);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Vectors(float* a, float* b, in GemmRange range, in TEpilogue epilogue)
    {
        float* rows = a + range.Row * (nuint)TShape.K;
        switch (range.Rows)
        {
            case 1 when FromMemory: GemmStream<V, TShape, TEpilogue>.Run<One>(rows, b, range, epilogue); break;
            case 2 when FromMemory: GemmStream<V, TShape, TEpilogue>.Run<Two>(rows, b, range, epilogue); break;
            case 3 when FromMemory: GemmStream<V, TShape, TEpilogue>.Run<Three>(rows, b, range, epilogue); break;
            default: Blocks(a, b, range, epilogue); break;
        }
    }

    /// <summary>Some columns of some rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref float a, ref float b, in GemmRange range, in TEpilogue epilogue)
    {
        if (range.Column == 0 && range.EndColumn == (nuint)TShape.N)
            Run(ref a, ref b, (int)range.Row, (int)range.EndRow, epilogue);
        else if (range.Row < range.EndRow && range.Columns > 0)
            Range((float*)Unsafe.AsPointer(ref a), (float*)Unsafe.AsPointer(ref b), range, EndsAlone((int)range.Rows), epilogue);
    }

    /// <summary>The product in blocks of given sizes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Blocked(float* a, float* b, in GemmRange range, in GemmBlocks blocks, in TEpilogue epilogue)
    {
        nuint k = (nuint)TShape.K;
        GemmOperands operands = new() { A = a, RowA = k, StepA = 1, B = b, StrideB = (nuint)TShape.N, Steps = k };
        GemmBlocked<V, TEpilogue>.Run(operands, range, blocks, epilogue);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Blocks(float* a, float* b, in GemmRange range, in TEpilogue epilogue)
    {
        nuint k = (nuint)TShape.K;
        if (IsBlocked(range))
            Blocked(a, b, range, GemmBlocks.For(TShape.K, copiesRows: false), epilogue);
        else
            GemmPanel<V, TEpilogue>.Cover(a, b, k, new GemmStrides(k, 1, (nuint)TShape.N), range, isFar: false, epilogue);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsBlocked(in GemmRange range)
    {
        nuint floats = (nuint)TShape.K * range.Columns;

        // Steps of a multiple of 4 KB share a few sets of the first cache; of 2 KB, more of them than a panel has room for in their sets of the second.
        bool collides = (TShape.N % 1024 == 0 && TShape.K >= 64) || (TShape.N % 512 == 0 && TShape.K > 512), isExpert = default(TShape) is IExpertShape;
        nuint many = isExpert ? (nuint)RowsOfExpert : ManyRows;
        nuint large = isExpert || TShape.N > NearLines ? (nuint)LargeBOfFarLines : LargeB;
        return (range.Rows >= many && (floats > large || collides)) || (range.Rows >= SomeRows && floats > HugeB);
    }
}

using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// C[K,N] = A[M,K]ᵀ · B[M,N] for results that no cache holds, at one width. B is packed into panels once; groups of columns of A are packed, since reading
/// them in place touches a page for each step; and what the epilogue will touch is prefetched one panel ahead. Each result is the same sum in the same
/// order as without packing.
/// </summary>
internal static unsafe class GemmOuterBlocked<V, TShape, TEpilogue>
    where V : struct, ISimd<V>
    where TShape : struct, IMatMulShape
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    // A panel of B in the first cache serves so many tiles, which keeps what is read from beyond it far below what the caches deliver.
    private const int TilesInGroup = 4;

    // Floats of packed B, 4 MB: they stay in the third cache.
    private const int LargestBlock = 1 << 20;

    /// <summary>From which size on packing pays: the result is larger than the second cache, and there are steps enough to reuse what is packed.</summary>
    public static bool Pays(int rows) => (long)TShape.K * TShape.N >= 1 << 19 && TShape.N >= 4 * V.Count && rows is >= 16 and <= 2048;

    private static int PanelWidth => 2 * V.Count;

    private static int TileRows => GemmTile<V>.MaxRows;

    /// <summary>Computes the rows [<paramref name="kBegin"/>, <paramref name="kEnd"/>) of C.</summary>
    public static void Run(float* a, float* b, int rows, int kBegin, int kEnd, in TEpilogue epilogue)
    {
        int width = Math.Max(PanelWidth, LargestBlock / rows / PanelWidth * PanelWidth);
        width = Math.Min(width, (TShape.N + PanelWidth - 1) / PanelWidth * PanelWidth);
        int group = TilesInGroup * TileRows;
        float* panels = KernelScratch.Rent(rows * (width + group));
        float* packedA = panels + rows * width;
        for (int column = 0; column < TShape.N; column += width)
        {
            int columnEnd = Math.Min(column + width, TShape.N);
            PackPanels(b, rows, column, columnEnd, panels);
            for (int k = kBegin; k < kEnd; k += group)
                Group(a, rows, k, Math.Min(k + group, kEnd), column, columnEnd, packedA, panels, epilogue);
        }
    }

    /// <summary>Panels one after the other, each [steps, panel width], its last columns unspecified where C ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackPanels(float* b, int rows, int column, int columnEnd, float* panels)
    {
        for (; column < columnEnd; column += PanelWidth, panels += rows * PanelWidth)
        {
            int width = Math.Min(PanelWidth, columnEnd - column);
            for (int row = 0; row < rows; row++)
            {
                float* from = b + (nint)row * TShape.N + column, to = panels + row * PanelWidth;
                if (width == PanelWidth)
                {
                    V.Store(V.Load(ref *from, 0), ref *to, 0);
                    V.Store(V.Load(ref *from, (nuint)V.Count), ref *to, (nuint)V.Count);
                }
                else
                {
                    Unsafe.CopyBlockUnaligned(to, from, (uint)(width * sizeof(float)));
                }
            }
        }
    }

    /// <summary>The rows of each tile one after the other: [steps, rows of the tile].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackRows(float* a, int rows, int k, int kEnd, float* packed)
    {
        int count = kEnd - k, tile = TileRows;
        for (int row = 0; row < rows; row++, a += TShape.K)
        {
            int i = 0;
            for (; i + tile <= count; i += tile)
                Unsafe.CopyBlockUnaligned(packed + (nint)i * rows + row * tile, a + k + i, (uint)(tile * sizeof(float)));
            if (i < count)
                Unsafe.CopyBlockUnaligned(packed + (nint)i * rows + row * tile, a + k + i, (uint)((count - i) * sizeof(float)));
        }
    }

    private static void Group(
        float* a, int rows, int k, int kEnd, int column, int columnEnd, float* packedA, float* panels, in TEpilogue epilogue)
    {
        PackRows(a, rows, k, kEnd, packedA);
        for (; column < columnEnd; column += PanelWidth, panels += rows * PanelWidth)
        {
            int width = Math.Min(PanelWidth, columnEnd - column);
            nuint next = (nuint)Math.Min(column + PanelWidth, columnEnd - 1);
            if (width == PanelWidth)
                Tiles<Two, FullLanes<V>>(packedA, panels, rows, (nuint)k, (nuint)kEnd, (nuint)column, next, default, epilogue);
            else if (width > V.Count)
                Tiles<Two, TailLanes<V>>(packedA, panels, rows, (nuint)k, (nuint)kEnd, (nuint)column, next, new((nuint)(width - V.Count)), epilogue);
            else if (width == V.Count)
                Tiles<One, FullLanes<V>>(packedA, panels, rows, (nuint)k, (nuint)kEnd, (nuint)column, next, default, epilogue);
            else
                Tiles<One, TailLanes<V>>(packedA, panels, rows, (nuint)k, (nuint)kEnd, (nuint)column, next, new((nuint)width), epilogue);
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tiles<TVectors, L>(
        float* a, float* panel, int rows, nuint k, nuint kEnd, nuint column, nuint next, L lanes, in TEpilogue epilogue)
        where TVectors : struct, ITileSize
        where L : struct, ILanes<V>
    {
        Unsafe.SkipInit(out TileResults<V> memory);
        ref V results = ref Unsafe.As<TileResults<V>, V>(ref memory);
        GemmStrides strides = new(1, (nuint)TileRows, (nuint)PanelWidth);
        while (k < kEnd)
        {
            nuint count = Math.Min((nuint)TileRows, kEnd - k);
            for (nuint row = 0; row < count; row++)
                TEpilogue.Prefetch(epilogue, k + row, next);
            GemmTile<V>.Run<TVectors, FullLanes<V>>(count, a, panel, (nuint)rows, strides, default, ref results);
            GemmPanel<V, TEpilogue>.Consume<TVectors, L>(ref results, count, k, column, lanes, epilogue);
            k += count;
            a += TileRows * rows;
        }
    }
}

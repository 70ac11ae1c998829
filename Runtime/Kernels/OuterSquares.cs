using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// The sum of squares of C[K,N] = A[M,K]ᵀ · B[M,N] without C: Σ C² = Σ (A·Aᵀ ∘ B·Bᵀ), two small products where M is small. In double precision, in tiles of
/// pairs of rows that one worker computes each: the bits depend neither on the number of workers nor on the processor.
/// </summary>
internal static unsafe class OuterSquares
{
    /// <summary>The most rows, M.</summary>
    public const int MostRows = 256;

    /// <summary>Doubles that <see cref="Run"/> stores for each tile: its share of the sum, and of the bound.</summary>
    public const int SumsOfTile = 2;

    // The rows of a tile on either side, and the floats of each row that all tiles take before the next: all rows together stay in the second cache.
    private const int Side = 4, Chunk = 512;

    // What it costs to store C and to read it twice, for each float, measured in half a multiplication here: where C stays in the caches, and beyond.
    private const long WorthOfCached = 4, WorthOfLarge = 12, Large = 1 << 20;

    private const int ProductsOfTile = Side * Side, Lanes = 8;

    /// <summary>Whether this takes less time than storing C and reading it twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Pays(int rows, int inputs, int outputs)
    {
        long size = (long)inputs * outputs;
        return rows <= MostRows && (long)rows * rows * ((long)inputs + outputs) <= (size < Large ? WorthOfCached : WorthOfLarge) * size;
    }

    /// <summary>The number of pairs of tiles' rows.</summary>
    public static int TilesOf(int rows) => Triangle((rows + Side - 1) / Side);

    /// <summary>Computes the tiles [<paramref name="begin"/>, <paramref name="end"/>).</summary>
    /// <param name="a">A.</param>
    /// <param name="inputs">K.</param>
    /// <param name="b">B.</param>
    /// <param name="outputs">N.</param>
    /// <param name="rows">M, from 1 to <see cref="MostRows"/>.</param>
    /// <param name="begin">The first tile.</param>
    /// <param name="end">The tile to end before.</param>
    /// <param name="sums">Receives <see cref="SumsOfTile"/> doubles for each tile, tile 0 first.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* a, int inputs, float* b, int outputs, int rows, int begin, int end, double* sums)
    {
        if (begin >= end)
            return;
        int count = (end - begin) * ProductsOfTile;
        double* left = (double*)KernelScratch.Rent(2 * count * (sizeof(double) / sizeof(float))), right = left + count;
        Multiply(a, inputs, rows, begin, end, left);
        Multiply(b, outputs, rows, begin, end, right);
        for (int tile = begin; tile < end; tile++, left += ProductsOfTile, right += ProductsOfTile)
            Combine(tile, rows, left, right, sums + (tile * SumsOfTile));
    }

    /// <summary>
    /// The sum of squares from what <see cref="Run"/> stored; not finite if an element of C, or a part of its sum, might be beyond the range of floats.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Total(ReadOnlySpan<double> sums)
    {
        double sum = 0, bound = 0;
        for (int i = 0; i < sums.Length; i += SumsOfTile)
        {
            sum += sums[i];
            bound += sums[i + 1];
        }

        // Rounding may leave less than nothing where rows cancel out.
        return bound <= float.MaxValue ? Math.Max(0, sum) : double.PositiveInfinity;
    }

    private static int Triangle(int side) => side * (side + 1) / 2;

    /// <summary>The products of rows of a matrix, for each tile 4 × 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(float* matrix, int length, int rows, int begin, int end, double* products)
    {
        new Span<double>(products, (end - begin) * ProductsOfTile).Clear();
        float* tail = stackalloc float[2 * Side * Lanes];
        for (int at = 0; at < length; at += Chunk)
        {
            int count = Math.Min(Chunk, length - at), whole = count / Lanes * Lanes;
            for (int tile = begin; tile < end; tile++)
            {
                (int first, int second) = RowsOf(tile);
                RowPointers left = new(matrix + at, length, first, rows), right = new(matrix + at, length, second, rows);
                double* target = products + ((tile - begin) * ProductsOfTile);
                Tile(left, right, (nuint)whole, target);
                if (whole < count)
                    Tile(left.Copy(whole, count, tail), right.Copy(whole, count, tail + (Side * Lanes)), Lanes, target);
            }
        }
    }

    /// <summary>The first rows of a tile on both sides, of which the second is not after the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int First, int Second) RowsOf(int tile)
    {
        int row = (int)((Math.Sqrt((8.0 * tile) + 1) - 1) / 2);
        return (row * Side, (tile - Triangle(row)) * Side);
    }

    /// <summary>What a tile adds to Σ (A·Aᵀ ∘ B·Bᵀ), and its rows to Σ ‖aᵢ‖·‖bᵢ‖, which no part of the sum of an element exceeds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combine(int tile, int rows, double* left, double* right, double* sums)
    {
        (int first, int second) = RowsOf(tile);
        double sum = 0, bound = 0;
        for (int i = 0; i < Math.Min(Side, rows - first); i++)
        {
            for (int j = 0; j < Math.Min(Side, rows - second); j++)
                sum += left[(i * Side) + j] * right[(i * Side) + j];
            if (first == second)
                bound += Math.Sqrt(left[i * (Side + 1)] * right[i * (Side + 1)]);
        }

        // Every pair of rows counts in both orders; tiles beside the diagonal are computed in one.
        sums[0] = first == second ? sum : 2 * sum;
        sums[1] = bound;
    }

    /// <summary>Adds the products of four rows and four rows; <paramref name="length"/> is a multiple of 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tile(in RowPointers left, in RowPointers right, nuint length, double* products)
    {
        Vector512<double> s00 = default, s01 = default, s02 = default, s03 = default, s10 = default, s11 = default, s12 = default, s13 = default;
        Vector512<double> s20 = default, s21 = default, s22 = default, s23 = default, s30 = default, s31 = default, s32 = default, s33 = default;
        float* l0 = left.First, l1 = left.Second, l2 = left.Third, l3 = left.Fourth;
        float* r0 = right.First, r1 = right.Second, r2 = right.Third, r3 = right.Fourth;
        for (nuint i = 0; i < length; i += Lanes)
        {
            Vector512<double> a = ExactProducts.Load(ref *l0, i), b = ExactProducts.Load(ref *l1, i);
            Vector512<double> c = ExactProducts.Load(ref *l2, i), d = ExactProducts.Load(ref *l3, i);
            Add(a, b, c, d, ExactProducts.Load(ref *r0, i), ref s00, ref s10, ref s20, ref s30);
            Add(a, b, c, d, ExactProducts.Load(ref *r1, i), ref s01, ref s11, ref s21, ref s31);
            Add(a, b, c, d, ExactProducts.Load(ref *r2, i), ref s02, ref s12, ref s22, ref s32);
            Add(a, b, c, d, ExactProducts.Load(ref *r3, i), ref s03, ref s13, ref s23, ref s33);
        }

        AddRow(products, s00, s01, s02, s03);
        AddRow(products + Side, s10, s11, s12, s13);
        AddRow(products + (2 * Side), s20, s21, s22, s23);
        AddRow(products + (3 * Side), s30, s31, s32, s33);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d, Vector512<double> right,
        ref Vector512<double> sumA, ref Vector512<double> sumB, ref Vector512<double> sumC, ref Vector512<double> sumD)
    {
        sumA = ExactProducts.Add(sumA, a, right);
        sumB = ExactProducts.Add(sumB, b, right);
        sumC = ExactProducts.Add(sumC, c, right);
        sumD = ExactProducts.Add(sumD, d, right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(double* products, Vector512<double> first, Vector512<double> second, Vector512<double> third, Vector512<double> fourth)
    {
        products[0] += ExactProducts.Sum(first);
        products[1] += ExactProducts.Sum(second);
        products[2] += ExactProducts.Sum(third);
        products[3] += ExactProducts.Sum(fourth);
    }

    /// <summary>Four neighbouring rows; beyond the end of the matrix, its last row again.</summary>
    private readonly struct RowPointers(float* matrix, int stride, int row, int rows)
    {
        public readonly float* First = matrix + ((nint)row * stride), Second = matrix + ((nint)Math.Min(row + 1, rows - 1) * stride);
        public readonly float* Third = matrix + ((nint)Math.Min(row + 2, rows - 1) * stride), Fourth = matrix + ((nint)Math.Min(row + 3, rows - 1) * stride);

        /// <summary>The floats [<paramref name="begin"/>, <paramref name="end"/>) of the rows, up to seven, followed by zeros.</summary>
        public RowPointers Copy(int begin, int end, float* target)
        {
            new Span<float>(target, Side * Lanes).Clear();
            int count = end - begin;
            new Span<float>(First + begin, count).CopyTo(new Span<float>(target, count));
            new Span<float>(Second + begin, count).CopyTo(new Span<float>(target + Lanes, count));
            new Span<float>(Third + begin, count).CopyTo(new Span<float>(target + (2 * Lanes), count));
            new Span<float>(Fourth + begin, count).CopyTo(new Span<float>(target + (3 * Lanes), count));
            return new RowPointers(target, Lanes, 0, Side);
        }
    }
}

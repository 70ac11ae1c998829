using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>
/// Dot products of rows with two or four columns, sixteen at once: each is summed in the lanes of a vector, and these as by <see cref="Simd512.SumFour"/>. One to
/// four steps that are left over would leave most of sixteen vectors empty: the sixteen results take one vector for each of them, and the sum of these is added.
/// </summary>
internal static unsafe class GemmNarrowDots
{
    private const nuint Lanes = 16, Results = 16, Rows = 4, TallRows = 8, MostLast = 4;

    /// <summary>Computes two or four results for each row.</summary>
    /// <param name="a">The first row, whose steps are side by side.</param>
    /// <param name="rowA">From one row to the next.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="b">The first column, whose steps are side by side.</param>
    /// <param name="columnB">From one column to the next.</param>
    /// <param name="columns">Columns that there are, at least half of the results: the others repeat the last.</param>
    /// <param name="steps">Length of the contraction.</param>
    /// <param name="sums">Receives the results, row by row; whole tiles are written, up to fourteen floats behind the last result.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run<TColumns>(float* a, nuint rowA, nuint rows, float* b, nuint columnB, nuint columns, nuint steps, float* sums)
        where TColumns : unmanaged, ITileSize
    {
        nuint lastB = (columns - 1) * columnB;
        float* memory = stackalloc float[(int)(MostLast * MostLast)], last = steps % Lanes is 0 or > MostLast ? null : memory;
        if (last is not null)
            Transpose(b + steps - MostLast, sizeof(TColumns) > 2 ? columnB : lastB, sizeof(TColumns) > 2 ? 2 * columnB : lastB, lastB, last);
        if (sizeof(TColumns) == 2)
        {
            nuint tall = rows / TallRows;
            if (tall > 0)
                Tiles<Eight, TColumns>(a, rowA, Rows, tall, b, columnB, lastB, steps, last, sums);
            a += tall * TallRows * rowA;
            sums += tall * Results;
            rows %= TallRows;
        }

        nuint whole = rows / Rows;
        if (whole > 0)
            Tiles<Four, TColumns>(a, rowA, Rows, whole, b, columnB, lastB, steps, last, sums);
        if (rows % Rows > 0)
            Tiles<Four, TColumns>(a + whole * Rows * rowA, rowA, rows % Rows, 1, b, columnB, lastB, steps, last, sums + whole * Rows * (nuint)sizeof(TColumns));
    }

    /// <summary>The last four steps of four columns, step by step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(float* b, nuint second, nuint third, nuint fourth, float* steps)
    {
        Vector128<float> b0 = Vector128.Load(b), b1 = Vector128.Load(b + second), b2 = Vector128.Load(b + third), b3 = Vector128.Load(b + fourth);
        Vector128<float> low01 = Sse.UnpackLow(b0, b1), high01 = Sse.UnpackHigh(b0, b1), low23 = Sse.UnpackLow(b2, b3), high23 = Sse.UnpackHigh(b2, b3);
        Sse.MoveLowToHigh(low01, low23).Store(steps);
        Sse.MoveHighToLow(low23, low01).Store(steps + 4);
        Sse.MoveLowToHigh(high01, high23).Store(steps + 8);
        Sse.MoveHighToLow(high23, high01).Store(steps + 12);
    }

    /// <summary>Tiles of eight rows by two columns, or of up to four rows by two or four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tiles<TRows, TColumns>(float* a, nuint rowA, nuint rows, nuint tiles, float* b, nuint columnB, nuint lastB, nuint steps, float* last, float* sums)
        where TRows : unmanaged, ITileSize
        where TColumns : unmanaged, ITileSize
    {
        // Of eight rows, these are every second one, and the others one further. Rows beyond the last repeat it.
        nuint distance = sizeof(TRows) > 4 ? 2 * rowA : rowA, lastRow = rows - 1;
        float* a1 = a + Math.Min(1, lastRow) * distance, a2 = a + Math.Min(2, lastRow) * distance, a3 = a + lastRow * distance;
        float* b1 = b + (sizeof(TColumns) > 2 ? columnB : lastB), b2 = b1 + columnB, b3 = b + lastB;
        for (; tiles > 0; tiles--)
        {
            nuint i = 0, j = rowA;
            Simd512 c00 = default, c01 = default, c02 = default, c03 = default, c10 = default, c11 = default, c12 = default, c13 = default;
            Simd512 c20 = default, c21 = default, c22 = default, c23 = default, c30 = default, c31 = default, c32 = default, c33 = default;
            for (; i + Lanes <= steps; i += Lanes, j += Lanes)
            {
                Steps<TRows, TColumns, FullLanes<Simd512>>(
                    a, a1, a2, a3, i, j, b, b1, b2, b3, default,
                    ref c00, ref c01, ref c02, ref c03, ref c10, ref c11, ref c12, ref c13, ref c20, ref c21, ref c22, ref c23, ref c30, ref c31, ref c32, ref c33);
            }

            Simd512 rest = default;
            if (last is not null)
            {
                nuint from = steps - MostLast;
                Vector512<float> x = Quads(a + from, a1 + from, a2 + from, a3 + from), y = x;
                if (sizeof(TRows) > 4)
                    y = Quads(a + from + rowA, a1 + from + rowA, a2 + from + rowA, a3 + from + rowA);
                rest = Rest<TRows, TColumns>(x, y, steps - i, last);
            }
            else if (i < steps)
            {
                Steps<TRows, TColumns, TailLanes<Simd512>>(
                    a, a1, a2, a3, i, j, b, b1, b2, b3, new(steps - i),
                    ref c00, ref c01, ref c02, ref c03, ref c10, ref c11, ref c12, ref c13, ref c20, ref c21, ref c22, ref c23, ref c30, ref c31, ref c32, ref c33);
            }

            Simd512 sum = sizeof(TRows) > 4 || sizeof(TColumns) > 2
                ? Simd512.SumFourths(
                    Simd512.Fourths(c00, c01, c02, c03), Simd512.Fourths(c10, c11, c12, c13), Simd512.Fourths(c20, c21, c22, c23), Simd512.Fourths(c30, c31, c32, c33))
                : Simd512.SumFourths(Simd512.Fourths(c00, c01, c10, c11), Simd512.Fourths(c20, c21, c30, c31), default, default);
            Simd512.Store(sum + rest, ref *sums, 0);
            sums += (nuint)sizeof(TRows) * (nuint)sizeof(TColumns);
            nuint next = (nuint)sizeof(TRows) * rowA;
            a += next;
            a1 += next;
            a2 += next;
            a3 += next;
        }
    }

    /// <summary>Four steps of four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quads(float* a, float* a1, float* a2, float* a3) =>
        Vector512.Create(Vector256.Create(Vector128.Load(a), Vector128.Load(a1)), Vector256.Create(Vector128.Load(a2), Vector128.Load(a3)));

    /// <summary>The products of the last <paramref name="count"/> of four steps, summed for each result of a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Simd512 Rest<TRows, TColumns>(Vector512<float> x, Vector512<float> y, nuint count, float* last)
        where TRows : unmanaged, ITileSize
        where TColumns : unmanaged, ITileSize
    {
        Simd512 sum = default;
        if (sizeof(TColumns) == 2 && sizeof(TRows) == 4)
        {
            // Rows in twos, as the sums are.
            y = Avx512F.Shuffle4x128(x, x, 0b11_01_11_01);
            x = Avx512F.Shuffle4x128(x, x, 0b10_00_10_00);
        }

        if (count > 3)
            sum = Simd512.MultiplyAdd(Step<TColumns>(x, y, 0b00_00_00_00), Weights<TColumns>(last), sum);
        if (count > 2)
            sum = Simd512.MultiplyAdd(Step<TColumns>(x, y, 0b01_01_01_01), Weights<TColumns>(last + 4), sum);
        if (count > 1)
            sum = Simd512.MultiplyAdd(Step<TColumns>(x, y, 0b10_10_10_10), Weights<TColumns>(last + 8), sum);
        return Simd512.MultiplyAdd(Step<TColumns>(x, y, 0b11_11_11_11), Weights<TColumns>(last + 12), sum);
    }

    /// <summary>One step of each row, as often as there are columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Simd512 Step<TColumns>(Vector512<float> x, Vector512<float> y, [ConstantExpected] byte step)
        where TColumns : unmanaged, ITileSize =>
        Unsafe.BitCast<Vector512<float>, Simd512>(Avx512F.Shuffle(x, sizeof(TColumns) > 2 ? x : y, step));

    /// <summary>One step of all columns, for each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Simd512 Weights<TColumns>(float* step)
        where TColumns : unmanaged, ITileSize =>
        Unsafe.BitCast<Vector512<float>, Simd512>(
            sizeof(TColumns) > 2 ? Avx512F.BroadcastVector128ToVector512(step) : Vector512.Create(*(double*)step).AsSingle());

    /// <summary>Some steps of all rows and columns. In a tile of eight rows, the sums of every second one are where one of four columns has its other columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Steps<TRows, TColumns, L>(
        float* a, float* a1, float* a2, float* a3, nuint i, nuint j, float* b, float* b1, float* b2, float* b3, L lanes,
        ref Simd512 c00, ref Simd512 c01, ref Simd512 c02, ref Simd512 c03, ref Simd512 c10, ref Simd512 c11, ref Simd512 c12, ref Simd512 c13,
        ref Simd512 c20, ref Simd512 c21, ref Simd512 c22, ref Simd512 c23, ref Simd512 c30, ref Simd512 c31, ref Simd512 c32, ref Simd512 c33)
        where TRows : unmanaged, ITileSize
        where TColumns : unmanaged, ITileSize
        where L : struct, ILanes<Simd512>
    {
        Simd512 x = lanes.Load(ref *b, i), y = lanes.Load(ref *b1, i);
        Pair(lanes.Load(ref *a, i), x, y, ref c00, ref c01);
        Pair(lanes.Load(ref *a1, i), x, y, ref c10, ref c11);
        Pair(lanes.Load(ref *a2, i), x, y, ref c20, ref c21);
        Pair(lanes.Load(ref *a3, i), x, y, ref c30, ref c31);
        if (sizeof(TColumns) <= 2 && sizeof(TRows) <= 4)
            return;
        if (sizeof(TColumns) > 2)
        {
            j = i;
            x = lanes.Load(ref *b2, i);
            y = lanes.Load(ref *b3, i);
        }

        Pair(lanes.Load(ref *a, j), x, y, ref c02, ref c03);
        Pair(lanes.Load(ref *a1, j), x, y, ref c12, ref c13);
        Pair(lanes.Load(ref *a2, j), x, y, ref c22, ref c23);
        Pair(lanes.Load(ref *a3, j), x, y, ref c32, ref c33);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair(Simd512 a, Simd512 b0, Simd512 b1, ref Simd512 c0, ref Simd512 c1)
    {
        Simd512.MultiplyAccumulate(a, b0, ref c0);
        Simd512.MultiplyAccumulate(a, b1, ref c1);
    }
}

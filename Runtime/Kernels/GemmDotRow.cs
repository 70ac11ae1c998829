using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// One row of C = A · Bᵀ at 512 bits: sixteen dot products at once, whose lanes are summed together by one tree. The bits are those of
/// <see cref="GemmDotTile{V, TShape, TEpilogue}"/>.
/// </summary>
internal static unsafe class GemmDotRow<TShape, TEpilogue>
    where TShape : struct, IMatMulShape
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    private const int Lanes = 16;

    /// <summary>Computes one row of C.</summary>
    /// <param name="a">A at the row.</param>
    /// <param name="b">B, stored [N,K].</param>
    /// <param name="row">Row of C.</param>
    /// <param name="epilogue">Stores the results.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(float* a, float* b, nuint row, in TEpilogue epilogue)
        => Columns(a, b, row, new TailLanes<Simd512>((nuint)(TShape.N % Lanes)), epilogue);

    /// <summary><see cref="Run"/> for a row that is alone in its block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void RunAlone(float* a, float* b, nuint row, in TEpilogue epilogue)
        => Columns(a, b, row, new LoneLanes<Simd512>((nuint)(TShape.N % Lanes)), epilogue);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns<L>(float* a, float* b, nuint row, L last, in TEpilogue epilogue)
        where L : struct, ILanes<Simd512>
    {
        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        nuint column = 0;
        for (; column + Lanes <= (nuint)TShape.N; column += Lanes, b += Lanes * TShape.K)
            target.Store(Sums(Lanes, a, b), row, column, default(FullLanes<Simd512>));
        if (TShape.N % Lanes != 0)
            target.Store(Sums(TShape.N % Lanes, a, b), row, column, last);
    }

    /// <summary>The row times the next <paramref name="count"/> rows of B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Simd512 Sums(int count, float* a, float* b) => Simd512.SumFourths(
        Quarters(0, count, a, b), Quarters(4, count, a, b), Quarters(8, count, a, b), Quarters(12, count, a, b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Simd512 Quarters(int first, int count, float* a, float* b)
    {
        if (first >= count)
            return Simd512.Zero;

        // Rows beyond the last repeat it; nobody stores them.
        float* p0 = b + first * TShape.K, p1 = b + Math.Min(first + 1, count - 1) * TShape.K;
        float* p2 = b + Math.Min(first + 2, count - 1) * TShape.K, p3 = b + Math.Min(first + 3, count - 1) * TShape.K;
        Simd512 c0 = Simd512.Zero, c1 = Simd512.Zero, c2 = Simd512.Zero, c3 = Simd512.Zero;
        nuint i = 0;
        for (; i + Lanes <= (nuint)TShape.K; i += Lanes)
        {
            Simd512 x = Simd512.Load(ref *a, i);
            c0 = Simd512.MultiplyAdd(x, Simd512.Load(ref *p0, i), c0);
            c1 = Simd512.MultiplyAdd(x, Simd512.Load(ref *p1, i), c1);
            c2 = Simd512.MultiplyAdd(x, Simd512.Load(ref *p2, i), c2);
            c3 = Simd512.MultiplyAdd(x, Simd512.Load(ref *p3, i), c3);
        }

        if (TShape.K % Lanes != 0)
        {
            TailLanes<Simd512> tail = new((nuint)(TShape.K % Lanes));
            Simd512 x = tail.Load(ref *a, i);
            c0 = Simd512.MultiplyAdd(x, tail.Load(ref *p0, i), c0);
            c1 = Simd512.MultiplyAdd(x, tail.Load(ref *p1, i), c1);
            c2 = Simd512.MultiplyAdd(x, tail.Load(ref *p2, i), c2);
            c3 = Simd512.MultiplyAdd(x, tail.Load(ref *p3, i), c3);
        }

        return Simd512.Fourths(c0, c1, c2, c3);
    }
}

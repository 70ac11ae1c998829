using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// One row of C = A · B for weights that are in cache: all columns at once where they fit eight accumulators. Fewer vectors of columns than that would
/// wait for each other's additions, so that each column is then summed in 8, 4 or 2 parts (<see cref="Parts"/>): part p adds the products p, p + Parts, …
/// in ascending order, and the parts are added by halves: part p and part p + half of them. A single column is summed in the lanes of vectors.
/// </summary>
internal static unsafe class GemmRow<V, TShape, TEpilogue>
    where V : struct, ISimd<V>
    where TShape : struct, IMatMulShape
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    private const int Accumulators = 8;

    /// <summary>Partial sums of each column: a function of the shape and the width alone.</summary>
    public static int Parts
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vectors switch { 1 => 8, 2 => 4, 3 or 4 => 2, _ => 1 };
    }

    /// <summary>Whether the order of additions is another than that of the tiles.</summary>
    public static bool HasItsOwnOrder
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Parts > 1 || TShape.N == 1;
    }

    private static int Vectors
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (TShape.N + V.Count - 1) / V.Count;
    }

    /// <summary>Rows of B at its end where a whole vector of the last columns would reach beyond B; elsewhere it reaches into the next rows.</summary>
    private static int Overhang
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (Vectors * V.Count - 1) / TShape.N;
    }

    /// <summary>Computes one row of C.</summary>
    /// <param name="a">A at the row.</param>
    /// <param name="b">B.</param>
    /// <param name="row">Row of C.</param>
    /// <param name="epilogue">Stores the results.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(float* a, float* b, nuint row, in TEpilogue epilogue)
    {
        if (TShape.N == 1)
            OneColumn(a, b, row, epilogue);
        else if (Vectors > Accumulators)
            Blocks(a, b, row, epilogue);
        else if (TShape.N % V.Count == 0)
            Columns(a, b, row, 0, default(FullLanes<V>), epilogue);
        else
            Columns(a, b, row, 0, new LoneLanes<V>((nuint)(TShape.N % V.Count)), epilogue);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Blocks(float* a, float* b, nuint row, in TEpilogue epilogue)
    {
        nuint column = 0, block = Accumulators * (nuint)V.Count;
        for (; column + block < (nuint)TShape.N; column += block)
            Block<Eight, One, FullLanes<V>>(a, b + column, row, column, default, epilogue);
        if (TShape.N % V.Count == 0)
            Columns(a, b + column, row, column, default(FullLanes<V>), epilogue);
        else
            Columns(a, b + column, row, column, new LoneLanes<V>((nuint)(TShape.N % V.Count)), epilogue);
    }

    /// <summary>The columns from <paramref name="column"/> on, at most eight vectors of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns<L>(float* a, float* b, nuint row, nuint column, L last, in TEpilogue epilogue)
        where L : struct, ILanes<V>
    {
        // Not a switch: of these the JIT compiles only the one whose condition holds.
        if (Parts == 8)
            Block<One, Eight, L>(a, b, row, column, last, epilogue);
        else if (Parts == 4)
            Block<Two, Four, L>(a, b, row, column, last, epilogue);
        else if (Vectors == 3)
            Block<Three, Two, L>(a, b, row, column, last, epilogue);
        else if (Vectors == 4)
            Block<Four, Two, L>(a, b, row, column, last, epilogue);
        else
            Last<L>((Vectors - 1) % Accumulators + 1, a, b, row, column, last, epilogue);
    }

    /// <summary>The last columns of more than four vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Last<L>(int vectors, float* a, float* b, nuint row, nuint column, L last, in TEpilogue epilogue)
        where L : struct, ILanes<V>
    {
        if (vectors == 1)
            Block<One, One, L>(a, b, row, column, last, epilogue);
        else if (vectors == 2)
            Block<Two, One, L>(a, b, row, column, last, epilogue);
        else if (vectors == 3)
            Block<Three, One, L>(a, b, row, column, last, epilogue);
        else if (vectors == 4)
            Block<Four, One, L>(a, b, row, column, last, epilogue);
        else if (vectors == 5)
            Block<Five, One, L>(a, b, row, column, last, epilogue);
        else if (vectors == 6)
            Block<Six, One, L>(a, b, row, column, last, epilogue);
        else if (vectors == 7)
            Block<Seven, One, L>(a, b, row, column, last, epilogue);
        else
            Block<Eight, One, L>(a, b, row, column, last, epilogue);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void OneColumn(float* a, float* b, nuint row, in TEpilogue epilogue)
    {
        V even = V.Zero, odd = V.Zero;
        nuint i = 0, lanes = (nuint)V.Count;
        for (; i + 2 * lanes <= (nuint)TShape.K; i += 2 * lanes)
        {
            even = V.MultiplyAdd(V.Load(ref *a, i), V.Load(ref *b, i), even);
            odd = V.MultiplyAdd(V.Load(ref *a, i + lanes), V.Load(ref *b, i + lanes), odd);
        }

        if (i + lanes <= (nuint)TShape.K)
        {
            even = V.MultiplyAdd(V.Load(ref *a, i), V.Load(ref *b, i), even);
            i += lanes;
        }

        if (i < (nuint)TShape.K)
        {
            TailLanes<V> tail = new((nuint)TShape.K - i);
            odd = V.MultiplyAdd(tail.Load(ref *a, i), tail.Load(ref *b, i), odd);
        }

        Unsafe.AsRef(in epilogue).Store(V.Create(V.Sum(even + odd)), row, 0, new LoneLanes<V>(1));
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Block<TVectors, TParts, L>(float* a, float* b, nuint row, nuint column, L last, in TEpilogue epilogue)
        where TVectors : unmanaged, ITileSize
        where TParts : unmanaged, ITileSize
        where L : struct, ILanes<V>
    {
        // Asked for before the JIT has inlined so much that these would be calls, across which no accumulator stays in a register.
        int vectors = sizeof(TVectors);
        bool isShort = TEpilogue.IsShort;
        V c0 = V.Zero, c1 = V.Zero, c2 = V.Zero, c3 = V.Zero, c4 = V.Zero, c5 = V.Zero, c6 = V.Zero, c7 = V.Zero;
        float* whole = a + Math.Max(0, TShape.K - Overhang) / sizeof(TParts) * sizeof(TParts), end = a + TShape.K / sizeof(TParts) * sizeof(TParts);
        for (; a < whole; a += sizeof(TParts), b += sizeof(TParts) * TShape.N)
            Step<TVectors, TParts, FullLanes<V>>(sizeof(TParts), a, b, default, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7);
        if (TShape.N % V.Count != 0)
        {
            for (; a < end; a += sizeof(TParts), b += sizeof(TParts) * TShape.N)
                Step<TVectors, TParts, L>(sizeof(TParts), a, b, last, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7);
        }

        if (TShape.K % sizeof(TParts) != 0)
            Step<TVectors, TParts, L>(TShape.K % sizeof(TParts), a, b, last, ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7);
        if (sizeof(TParts) > 1)
        {
            c0 += c4;
            c1 += c5;
            c2 += c6;
            c3 += c7;
        }

        if (sizeof(TParts) > 2)
        {
            c0 += c2;
            c1 += c3;
        }

        if (sizeof(TParts) > 4)
            c0 += c1;
        if (isShort)
        {
            Store<TVectors, L>(0, c0, row, column, last, epilogue);
            Store<TVectors, L>(1, c1, row, column, last, epilogue);
            Store<TVectors, L>(2, c2, row, column, last, epilogue);
            Store<TVectors, L>(3, c3, row, column, last, epilogue);
            Store<TVectors, L>(4, c4, row, column, last, epilogue);
            Store<TVectors, L>(5, c5, row, column, last, epilogue);
            Store<TVectors, L>(6, c6, row, column, last, epilogue);
            Store<TVectors, L>(7, c7, row, column, last, epilogue);
        }
        else
        {
            Unsafe.SkipInit(out TileResults<V> memory);
            ref V results = ref Unsafe.As<TileResults<V>, V>(ref memory);
            results = c0;
            if (vectors > 1)
            {
                Unsafe.Add(ref results, 1) = c1;
                Unsafe.Add(ref results, 2) = c2;
                Unsafe.Add(ref results, 3) = c3;
            }

            if (vectors > 4)
            {
                Unsafe.Add(ref results, 4) = c4;
                Unsafe.Add(ref results, 5) = c5;
                Unsafe.Add(ref results, 6) = c6;
                Unsafe.Add(ref results, 7) = c7;
            }

            Consume<TVectors, L>(ref results, row, column, last, epilogue);
        }
    }

    /// <summary>Adds the next <paramref name="parts"/> products of each column, one to each of its partial sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TVectors, TParts, L>(
        int parts, float* a, float* b, L last, ref V c0, ref V c1, ref V c2, ref V c3, ref V c4, ref V c5, ref V c6, ref V c7)
        where TVectors : unmanaged, ITileSize
        where TParts : unmanaged, ITileSize
        where L : struct, ILanes<V>
    {
        c0 = Add<TVectors, TParts, L>(0, parts, a, b, last, c0);
        c1 = Add<TVectors, TParts, L>(1, parts, a, b, last, c1);
        c2 = Add<TVectors, TParts, L>(2, parts, a, b, last, c2);
        c3 = Add<TVectors, TParts, L>(3, parts, a, b, last, c3);
        c4 = Add<TVectors, TParts, L>(4, parts, a, b, last, c4);
        c5 = Add<TVectors, TParts, L>(5, parts, a, b, last, c5);
        c6 = Add<TVectors, TParts, L>(6, parts, a, b, last, c6);
        c7 = Add<TVectors, TParts, L>(7, parts, a, b, last, c7);
    }

    /// <summary>
    /// Adds the next product to accumulator i, which holds the vector i % V of part i / V, where V · Parts is the number of accumulators; parts from
    /// <paramref name="parts"/> on have none.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Add<TVectors, TParts, L>(int accumulator, int parts, float* a, float* b, L last, V sum)
        where TVectors : unmanaged, ITileSize
        where TParts : unmanaged, ITileSize
        where L : struct, ILanes<V>
    {
        int all = Accumulators / sizeof(TParts), vector = accumulator % all, part = accumulator / all;
        if (part < parts && vector < sizeof(TVectors))
        {
            nuint offset = (nuint)(part * TShape.N + vector * V.Count);
            sum = V.MultiplyAdd(V.Create(a[part]), vector == sizeof(TVectors) - 1 ? last.Load(ref *b, offset) : V.Load(ref *b, offset), sum);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TVectors, L>(int vector, V value, nuint row, nuint column, L last, in TEpilogue epilogue)
        where TVectors : unmanaged, ITileSize
        where L : struct, ILanes<V>
    {
        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        column += (nuint)(vector * V.Count);
        if (vector == sizeof(TVectors) - 1)
            target.Store(value, row, column, last);
        else if (vector < sizeof(TVectors))
            target.Store(value, row, column, default(FullLanes<V>));
    }

    /// <summary>Hands the results to the epilogue by way of memory: <see cref="Block{TVectors, TParts, L}"/> has so many calls that the JIT would inline no function of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Consume<TVectors, L>(ref V results, nuint row, nuint column, L last, in TEpilogue epilogue)
        where TVectors : unmanaged, ITileSize
        where L : struct, ILanes<V>
    {
        ref TEpilogue target = ref Unsafe.AsRef(in epilogue);
        for (nuint end = column + (nuint)((sizeof(TVectors) - 1) * V.Count); column < end; column += (nuint)V.Count, results = ref Unsafe.Add(ref results, 1))
            target.Store(results, row, column, default(FullLanes<V>));
        target.Store(results, row, column, last);
    }
}

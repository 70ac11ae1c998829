using System.Runtime.CompilerServices;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Tests.Kernels;

internal enum ProductKind
{
    Forward,
    Transposed,
    Outer,
}

/// <summary>The shape of the current product. A static property need not be a constant; here it is not, to test many shapes with one compilation.</summary>
internal readonly struct RunTimeShape : IMatMulShape
{
    public static int K => Product.Shape.K;
    public static int N => Product.Shape.N;
}

/// <summary>The same, of the weights of one of many experts.</summary>
internal readonly struct RunTimeExpertShape : IExpertShape
{
    public static int K => Product.Shape.K;
    public static int N => Product.Shape.N;
}

/// <summary>One matrix product whose matrices end at guard pages, and its plain reference.</summary>
internal sealed class Product : IDisposable
{
    [ThreadStatic]
    public static (int K, int N) Shape;

    /// <summary>Whether results are stored as if that took much code.</summary>
    [ThreadStatic]
    public static bool HasLongEpilogue;

    private static readonly int[] Halves = [4, 2, 1], LanesOfSumFour = [2, 1, 8, 4];

    private readonly ProductKind _kind;
    private readonly int _rows;
    private readonly GuardedBuffer _a, _b, _c;

    public Product(ProductKind kind, int rows)
    {
        (int k, int n) = Shape;
        _kind = kind;
        _rows = rows;
        _a = new GuardedBuffer(rows * k, new Random(1));
        _b = new GuardedBuffer(kind == ProductKind.Outer ? rows * n : k * n, new Random(2));
        _c = new GuardedBuffer(ResultRows * n);
    }

    public int ResultRows => _kind == ProductKind.Outer ? Shape.K : _rows;

    public float[] Result => _c.Span.ToArray();

    public static void CheckInOrder<V>(ProductKind kind, int rows, int k, int n)
        where V : struct, ISimd<V> => CheckInOrder<V, RunTimeShape>(kind, rows, k, n);

    public static void CheckInOrder<V, TShape>(ProductKind kind, int rows, int k, int n)
        where V : struct, ISimd<V>
        where TShape : struct, IMatMulShape
    {
        Shape = (k, n);
        using Product product = new(kind, rows);
        product.Run<V, TShape>(0, product.ResultRows);
        product.CheckInOrder(V.Count, hasLoneRow: kind == ProductKind.Forward && rows % 16 == 1, hasNarrowColumns: V.Count == 16 && HasNarrowColumns(kind));
    }

    /// <summary>The product in blocks, for any kind: packed panels of a transposed B are multiplied in order too.</summary>
    public static void CheckBlocked<V>(ProductKind kind, int rows, int k, int n, GemmBlocks blocks)
        where V : struct, ISimd<V>
    {
        Shape = (k, n);
        using Product product = new(kind, rows);
        product.RunBlocked<V>(blocks);
        product.CheckInOrder(V.Count, hasLoneRow: false, hasNarrowColumns: false);
    }

    public static void CheckClose<V>(ProductKind kind, int rows, int k, int n)
        where V : struct, ISimd<V>
    {
        Shape = (k, n);
        using Product product = new(kind, rows);
        product.Run<V, RunTimeShape>(0, product.ResultRows);
        for (int row = 0; row < product.ResultRows; row++)
        {
            for (int column = 0; column < n; column++)
            {
                // Any order of additions stays within one rounding, 2^-24, of the sum of magnitudes for each product and addition.
                (double expected, double magnitude) = product.SumExactly(row, column);
                double error = Math.Abs(product._c.Span[row * n + column] - expected);
                Assert.True(
                    error <= (product.Steps + 1) * magnitude * Math.Pow(2, -24),
                    $"{kind} {rows} rows, K {k}, N {n}, {V.Count} lanes: C[{row},{column}] is off by {error}");
            }
        }
    }

    public void Run<V, TShape>(int begin, int end)
        where V : struct, ISimd<V>
        where TShape : struct, IMatMulShape
    {
        StoringEpilogue epilogue = new(ref _c.Reference, Shape.N);
        switch (_kind)
        {
            case ProductKind.Forward: GemmForward<V, TShape, StoringEpilogue>.Run(ref _a.Reference, ref _b.Reference, begin, end, epilogue); break;
            case ProductKind.Transposed: GemmTransposed<V, TShape, StoringEpilogue>.Run(ref _a.Reference, ref _b.Reference, begin, end, epilogue); break;
            default: GemmOuter<V, TShape, StoringEpilogue>.Run(ref _a.Reference, ref _b.Reference, _rows, begin, end, epilogue); break;
        }
    }

    /// <summary>Rows that begin anywhere, of a product that is divided by rows.</summary>
    public void RunPart<V>(int begin, int end)
        where V : struct, ISimd<V>
    {
        StoringEpilogue epilogue = new(ref _c.Reference, Shape.N);
        if (_kind == ProductKind.Forward)
            GemmForward<V, RunTimeShape, StoringEpilogue>.Run(ref _a.Reference, ref _b.Reference, begin, end, _rows, epilogue);
        else
            GemmTransposed<V, RunTimeShape, StoringEpilogue>.Run(ref _a.Reference, ref _b.Reference, begin, end, _rows, epilogue);
    }

    public void Run<V, TShape>(GemmRange range)
        where V : struct, ISimd<V>
        where TShape : struct, IMatMulShape
    {
        StoringEpilogue epilogue = new(ref _c.Reference, Shape.N);
        switch (_kind)
        {
            case ProductKind.Forward: GemmForward<V, TShape, StoringEpilogue>.Run(ref _a.Reference, ref _b.Reference, range, epilogue); break;
            case ProductKind.Transposed: GemmTransposed<V, TShape, StoringEpilogue>.Run(ref _a.Reference, ref _b.Reference, range, epilogue); break;
            default: GemmOuter<V, TShape, StoringEpilogue>.Run(ref _a.Reference, ref _b.Reference, _rows, range, epilogue); break;
        }
    }

    /// <summary>The product in blocks, however small it is.</summary>
    public unsafe void RunBlocked<V>(GemmBlocks blocks)
        where V : struct, ISimd<V>
    {
        StoringEpilogue epilogue = new(ref _c.Reference, Shape.N);
        GemmRange range = new(0, (nuint)ResultRows, 0, (nuint)Shape.N);
        float* a = (float*)Unsafe.AsPointer(ref _a.Reference), b = (float*)Unsafe.AsPointer(ref _b.Reference);
        switch (_kind)
        {
            case ProductKind.Forward: GemmForward<V, RunTimeShape, StoringEpilogue>.Blocked(a, b, range, blocks, epilogue); break;
            case ProductKind.Transposed: GemmTransposed<V, RunTimeShape, StoringEpilogue>.Blocked(a, b, range, blocks, epilogue); break;
            default: GemmOuter<V, RunTimeShape, StoringEpilogue>.Blocked(a, b, (nuint)_rows, range, blocks, epilogue); break;
        }
    }

    public void RunAtNativeWidth<TShape>()
        where TShape : struct, IMatMulShape
    {
        StoringEpilogue epilogue = new(ref _c.Reference, Shape.N);
        switch (_kind)
        {
            case ProductKind.Forward: Gemm.Multiply<TShape, StoringEpilogue>(ref _a.Reference, ref _b.Reference, 0, ResultRows, epilogue); break;
            case ProductKind.Transposed: Gemm.MultiplyTransposed<TShape, StoringEpilogue>(ref _a.Reference, ref _b.Reference, 0, ResultRows, epilogue); break;
            default: Gemm.MultiplyOuter<TShape, StoringEpilogue>(ref _a.Reference, ref _b.Reference, _rows, 0, ResultRows, epilogue); break;
        }
    }

    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
        _c.Dispose();
    }

    private void CheckInOrder(int lanes, bool hasLoneRow, bool hasNarrowColumns)
    {
        for (int row = 0; row < ResultRows; row++)
        {
            bool isLone = hasLoneRow && row == ResultRows - 1;
            int parts = isLone ? PartsOfALoneRow(lanes) : 1;
            int narrow = hasNarrowColumns && (!isLone || IsFromMemory) ? Shape.N % 16 : 0;
            for (int column = 0; column < Shape.N; column++)
            {
                bool isNarrow = column >= Shape.N - narrow;
                float expected = isNarrow ? SumOfNarrow(row, column) : SumInParts(row, column, Steps, parts, Halves), actual = _c.Span[row * Shape.N + column];
                Assert.True(expected == actual, $"{_kind} {_rows} rows, {Shape}, {lanes} lanes: C[{row},{column}] is {actual:r}, not {expected:r}");
            }
        }
    }

    private int Steps => _kind == ProductKind.Outer ? _rows : Shape.K;

    private (float A, float B) Factors(int row, int column, int step) => _kind switch
    {
        ProductKind.Forward => (_a.Span[row * Shape.K + step], _b.Span[step * Shape.N + column]),
        ProductKind.Transposed => (_a.Span[row * Shape.K + step], _b.Span[column * Shape.K + step]),
        _ => (_a.Span[step * Shape.K + row], _b.Span[step * Shape.N + column]),
    };

    /// <summary>Sixteen parts; up to four products that are left over have a sum of their own, which is added to that of the others.</summary>
    private float SumOfNarrow(int row, int column)
    {
        int rest = Steps % 16 is > 0 and <= 4 ? Steps % 16 : 0;
        float last = 0;
        for (int step = Steps - rest; step < Steps; step++)
            last = Add(row, column, step, last);
        return SumInParts(row, column, Steps - rest, 16, LanesOfSumFour) + last;
    }

    private float Add(int row, int column, int step, float sum)
    {
        (float a, float b) = Factors(row, column, step);
        return Widths.HasFusedMultiplyAdd ? MathF.FusedMultiplyAdd(a, b, sum) : sum + a * b;
    }

    /// <summary>Of the first products part p adds p, p + parts, … in ascending order; then part p and part p + d are added for each distance d.</summary>
    private float SumInParts(int row, int column, int steps, int parts, int[] distances)
    {
        float[] sums = new float[parts];
        for (int step = 0; step < steps; step++)
            sums[step % parts] = Add(row, column, step, sums[step % parts]);

        foreach (int distance in distances)
        {
            for (int part = 0; part + distance < parts; part++)
            {
                if ((part & distance) == 0)
                    sums[part] += sums[part + distance];
            }
        }

        return sums[0];
    }

    // Weights of which one row uses each once are read in the order of memory.
    private static bool IsFromMemory => Shape.N > 32 && Shape.K * Shape.N >= 1 << 16;

    /// <summary>The fewer vectors of columns a row has, the more parts.</summary>
    private static int PartsOfALoneRow(int lanes) => ((Shape.N + lanes - 1) / lanes) switch
    {
        1 => 8,
        2 => 4,
        3 or 4 when Shape.K * Shape.N < 1 << 16 => 2,
        _ => 1,
    };

    /// <summary>Whether one to four columns beside full vectors are dot products. A long Bᵀ is packed in blocks, whose columns are all alike.</summary>
    private static bool HasNarrowColumns(ProductKind kind) => Shape.N > 16 && Shape.N % 16 <= 4 && Shape.K >= 16 && kind switch
    {
        ProductKind.Forward => Shape.K <= 1024,
        ProductKind.Transposed => Shape.K <= 256,
        _ => false,
    };

    private (double Sum, double Magnitude) SumExactly(int row, int column)
    {
        double sum = 0, magnitude = 0;
        for (int step = 0; step < Steps; step++)
        {
            (float a, float b) = Factors(row, column, step);
            sum += (double)a * b;
            magnitude += Math.Abs((double)a * b);
        }

        return (sum, magnitude);
    }
}

using NetGen.Kernels;

namespace NetGen.Benchmarks.Comparisons.Products;

/// <summary>A number as a type, from which the shapes of products are made.</summary>
internal interface ISize
{
    /// <summary>The number.</summary>
    public static abstract int Value { get; }
}

/// <summary>A matrix of <typeparamref name="TK"/> rows and <typeparamref name="TN"/> columns as the right side of a product.</summary>
internal readonly struct Shape<TK, TN> : IMatMulShape
    where TK : struct, ISize
    where TN : struct, ISize
{
    public static int K => TK.Value;

    public static int N => TN.Value;
}

internal readonly struct N10 : ISize
{
    public static int Value => 10;
}

internal readonly struct N25 : ISize
{
    public static int Value => 25;
}

internal readonly struct N32 : ISize
{
    public static int Value => 32;
}

internal readonly struct N50 : ISize
{
    public static int Value => 50;
}

internal readonly struct N64 : ISize
{
    public static int Value => 64;
}

internal readonly struct N70 : ISize
{
    public static int Value => 70;
}

internal readonly struct N100 : ISize
{
    public static int Value => 100;
}

internal readonly struct N128 : ISize
{
    public static int Value => 128;
}

internal readonly struct N256 : ISize
{
    public static int Value => 256;
}

internal readonly struct N512 : ISize
{
    public static int Value => 512;
}

internal readonly struct N784 : ISize
{
    public static int Value => 784;
}

internal readonly struct N1000 : ISize
{
    public static int Value => 1000;
}

internal readonly struct N1024 : ISize
{
    public static int Value => 1024;
}

internal readonly struct N2048 : ISize
{
    public static int Value => 2048;
}

internal readonly struct N4096 : ISize
{
    public static int Value => 4096;
}

internal readonly struct N5000 : ISize
{
    public static int Value => 5000;
}

internal readonly struct N16384 : ISize
{
    public static int Value => 16384;
}

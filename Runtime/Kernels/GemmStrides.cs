namespace NetGen.Kernels;

/// <summary>The distances, in floats, between what a tile reads, as constants of a type argument.</summary>
internal interface IGemmStrides
{
    /// <summary>From one row of the tile to the next in A.</summary>
    public static abstract nuint RowA { get; }

    /// <summary>From one step of the contraction to the next in A.</summary>
    public static abstract nuint StepA { get; }

    /// <summary>From one step of the contraction to the next in B.</summary>
    public static abstract nuint StepB { get; }
}

/// <summary>A[M,K] · B[K,N].</summary>
internal readonly struct ForwardStrides<TShape> : IGemmStrides
    where TShape : struct, IMatMulShape
{
    public static nuint RowA => (nuint)TShape.K;
    public static nuint StepA => 1;
    public static nuint StepB => (nuint)TShape.N;
}

/// <summary>A[M,K]ᵀ · B[M,N].</summary>
internal readonly struct OuterStrides<TShape> : IGemmStrides
    where TShape : struct, IMatMulShape
{
    public static nuint RowA => 1;
    public static nuint StepA => (nuint)TShape.K;
    public static nuint StepB => (nuint)TShape.N;
}

/// <summary>A[M,K] · a panel of two vectors of columns of B, packed one step after the other.</summary>
internal readonly struct PanelStrides<V, TShape> : IGemmStrides
    where V : struct, ISimd<V>
    where TShape : struct, IMatMulShape
{
    public static nuint RowA => (nuint)TShape.K;
    public static nuint StepA => 1;
    public static nuint StepB => 2 * (nuint)V.Count;
}

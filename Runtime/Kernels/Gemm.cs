using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// Matrix products over row-major matrices without padding. The shape is a type argument, the epilogue consumes the results in registers.
/// </summary>
/// <remarks>
/// All memory must not move while a product runs: native or pinned. Nothing is read outside the matrices. The bits of a result do not depend on how the
/// rows are split among calls, as long as calls begin at multiples of 16 rows or are told of all rows. <c>Multiply</c> and <c>MultiplyOuter</c> add the products of
/// each result in ascending order with one fused multiply-add each, whatever the width; but <c>Multiply</c> adds a row that is alone in its block of 16 in parts
/// where it has four vectors of columns or fewer (<see cref="GemmRow{V, TShape, TEpilogue}"/>), and at 512 bits one to four columns beside full vectors in
/// the lanes of a vector (<see cref="GemmNarrowForward{TEpilogue}"/>). Nor do the bits depend on how the columns are split, as long as
/// ranges of columns begin at multiples of <see cref="ColumnBlock"/>. Large products use memory of the thread that their first call allocates.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Gemm
{
    /// <summary>Ranges of columns begin at multiples of this: the widest panel.</summary>
    public const int ColumnBlock = 32;

    /// <summary>C[M,N] = A[M,K] · B[K,N] for the rows [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>): the forward product X · W.</summary>
    /// <param name="a">First element of A, row 0.</param>
    /// <param name="b">First element of B.</param>
    /// <param name="rowBegin">First row of C.</param>
    /// <param name="rowEnd">Row of C to end before.</param>
    /// <param name="epilogue">Stores the results.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TShape, TEpilogue>(ref float a, ref float b, int rowBegin, int rowEnd, in TEpilogue epilogue)
        where TShape : struct, IMatMulShape
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated)
            GemmForward<Simd512, TShape, TEpilogue>.Run(ref a, ref b, rowBegin, rowEnd, epilogue);
        else if (Vector256.IsHardwareAccelerated)
            GemmForward<Simd256, TShape, TEpilogue>.Run(ref a, ref b, rowBegin, rowEnd, epilogue);
        else
            GemmForward<Simd128, TShape, TEpilogue>.Run(ref a, ref b, rowBegin, rowEnd, epilogue);
    }

    /// <summary>
    /// As <see cref="Multiply{TShape, TEpilogue}(ref float, ref float, int, int, in TEpilogue)"/>, for rows of <paramref name="rows"/> that begin anywhere: the
    /// bits are those of one call for all of them.
    /// </summary>
    /// <param name="a">First element of A, row 0.</param>
    /// <param name="b">First element of B.</param>
    /// <param name="rowBegin">First row of C.</param>
    /// <param name="rowEnd">Row of C to end before.</param>
    /// <param name="rows">All rows of C, those of other calls too.</param>
    /// <param name="epilogue">Stores the results.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TShape, TEpilogue>(ref float a, ref float b, int rowBegin, int rowEnd, int rows, in TEpilogue epilogue)
        where TShape : struct, IMatMulShape
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated)
            GemmForward<Simd512, TShape, TEpilogue>.Run(ref a, ref b, rowBegin, rowEnd, rows, epilogue);
        else if (Vector256.IsHardwareAccelerated)
            GemmForward<Simd256, TShape, TEpilogue>.Run(ref a, ref b, rowBegin, rowEnd, rows, epilogue);
        else
            GemmForward<Simd128, TShape, TEpilogue>.Run(ref a, ref b, rowBegin, rowEnd, rows, epilogue);
    }

    /// <summary>The columns [<paramref name="columnBegin"/>, <paramref name="columnEnd"/>) of <see cref="Multiply{TShape, TEpilogue}(ref float, ref float, int, int, in TEpilogue)"/>.</summary>
    /// <param name="a">First element of A.</param>
    /// <param name="b">First element of B.</param>
    /// <param name="rowBegin">First row of C.</param>
    /// <param name="rowEnd">Row of C to end before.</param>
    /// <param name="columnBegin">First column of C, a multiple of <see cref="ColumnBlock"/>.</param>
    /// <param name="columnEnd">Column of C to end before: such a multiple, or N.</param>
    /// <param name="epilogue">Stores the results.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TShape, TEpilogue>(
        ref float a, ref float b, int rowBegin, int rowEnd, int columnBegin, int columnEnd, in TEpilogue epilogue)
        where TShape : struct, IMatMulShape
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        GemmRange range = new((nuint)rowBegin, (nuint)rowEnd, (nuint)columnBegin, (nuint)columnEnd);
        if (Vector512.IsHardwareAccelerated)
            GemmForward<Simd512, TShape, TEpilogue>.Run(ref a, ref b, range, epilogue);
        else if (Vector256.IsHardwareAccelerated)
            GemmForward<Simd256, TShape, TEpilogue>.Run(ref a, ref b, range, epilogue);
        else
            GemmForward<Simd128, TShape, TEpilogue>.Run(ref a, ref b, range, epilogue);
    }

    /// <summary>
    /// C[M,N] = A[M,K] · B[N,K]ᵀ for the rows [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>): the input gradient dY · Wᵀ, whose shape has the
    /// outputs of the layer as K and its inputs as N.
    /// </summary>
    /// <param name="a">First element of A, row 0.</param>
    /// <param name="b">First element of B, stored [N,K].</param>
    /// <param name="rowBegin">First row of C.</param>
    /// <param name="rowEnd">Row of C to end before.</param>
    /// <param name="epilogue">Stores the results.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyTransposed<TShape, TEpilogue>(ref float a, ref float b, int rowBegin, int rowEnd, in TEpilogue epilogue)
        where TShape : struct, IMatMulShape
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated)
            GemmTransposed<Simd512, TShape, TEpilogue>.Run(ref a, ref b, rowBegin, rowEnd, epilogue);
        else if (Vector256.IsHardwareAccelerated)
            GemmTransposed<Simd256, TShape, TEpilogue>.Run(ref a, ref b, rowBegin, rowEnd, epilogue);
        else
            GemmTransposed<Simd128, TShape, TEpilogue>.Run(ref a, ref b, rowBegin, rowEnd, epilogue);
    }

    /// <summary>
    /// As <see cref="MultiplyTransposed{TShape, TEpilogue}(ref float, ref float, int, int, in TEpilogue)"/>, for rows of <paramref name="rows"/> that begin anywhere: the
    /// bits are those of one call for all of them.
    /// </summary>
    /// <param name="a">First element of A, row 0.</param>
    /// <param name="b">First element of B.</param>
    /// <param name="rowBegin">First row of C.</param>
    /// <param name="rowEnd">Row of C to end before.</param>
    /// <param name="rows">All rows of C, those of other calls too.</param>
    /// <param name="epilogue">Stores the results.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyTransposed<TShape, TEpilogue>(ref float a, ref float b, int rowBegin, int rowEnd, int rows, in TEpilogue epilogue)
        where TShape : struct, IMatMulShape
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated)
            GemmTransposed<Simd512, TShape, TEpilogue>.Run(ref a, ref b, rowBegin, rowEnd, rows, epilogue);
        else if (Vector256.IsHardwareAccelerated)
            GemmTransposed<Simd256, TShape, TEpilogue>.Run(ref a, ref b, rowBegin, rowEnd, rows, epilogue);
        else
            GemmTransposed<Simd128, TShape, TEpilogue>.Run(ref a, ref b, rowBegin, rowEnd, rows, epilogue);
    }

    /// <summary>The columns [<paramref name="columnBegin"/>, <paramref name="columnEnd"/>) of <see cref="MultiplyTransposed{TShape, TEpilogue}(ref float, ref float, int, int, in TEpilogue)"/>.</summary>
    /// <param name="a">First element of A.</param>
    /// <param name="b">First element of B.</param>
    /// <param name="rowBegin">First row of C.</param>
    /// <param name="rowEnd">Row of C to end before.</param>
    /// <param name="columnBegin">First column of C, a multiple of <see cref="ColumnBlock"/>.</param>
    /// <param name="columnEnd">Column of C to end before: such a multiple, or N.</param>
    /// <param name="epilogue">Stores the results.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyTransposed<TShape, TEpilogue>(
        ref float a, ref float b, int rowBegin, int rowEnd, int columnBegin, int columnEnd, in TEpilogue epilogue)
        where TShape : struct, IMatMulShape
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        GemmRange range = new((nuint)rowBegin, (nuint)rowEnd, (nuint)columnBegin, (nuint)columnEnd);
        if (Vector512.IsHardwareAccelerated)
            GemmTransposed<Simd512, TShape, TEpilogue>.Run(ref a, ref b, range, epilogue);
        else if (Vector256.IsHardwareAccelerated)
            GemmTransposed<Simd256, TShape, TEpilogue>.Run(ref a, ref b, range, epilogue);
        else
            GemmTransposed<Simd128, TShape, TEpilogue>.Run(ref a, ref b, range, epilogue);
    }

    /// <summary>
    /// C[K,N] = A[M,K]ᵀ · B[M,N] for the rows [<paramref name="kBegin"/>, <paramref name="kEnd"/>) of C: the weight gradient Xᵀ · dY.
    /// </summary>
    /// <param name="a">First element of A.</param>
    /// <param name="b">First element of B.</param>
    /// <param name="rows">M, the rows of A and B; with 0 the result is 0.</param>
    /// <param name="kBegin">First row of C.</param>
    /// <param name="kEnd">Row of C to end before.</param>
    /// <param name="epilogue">Stores the results.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyOuter<TShape, TEpilogue>(ref float a, ref float b, int rows, int kBegin, int kEnd, in TEpilogue epilogue)
        where TShape : struct, IMatMulShape
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        if (Vector512.IsHardwareAccelerated)
            GemmOuter<Simd512, TShape, TEpilogue>.Run(ref a, ref b, rows, kBegin, kEnd, epilogue);
        else if (Vector256.IsHardwareAccelerated)
            GemmOuter<Simd256, TShape, TEpilogue>.Run(ref a, ref b, rows, kBegin, kEnd, epilogue);
        else
            GemmOuter<Simd128, TShape, TEpilogue>.Run(ref a, ref b, rows, kBegin, kEnd, epilogue);
    }

    /// <summary>The columns [<paramref name="columnBegin"/>, <paramref name="columnEnd"/>) of <see cref="MultiplyOuter{TShape, TEpilogue}(ref float, ref float, int, int, int, in TEpilogue)"/>.</summary>
    /// <param name="a">First element of A.</param>
    /// <param name="b">First element of B.</param>
    /// <param name="rows">M, the rows of A and B; with 0 the result is 0.</param>
    /// <param name="kBegin">First row of C.</param>
    /// <param name="kEnd">Row of C to end before.</param>
    /// <param name="columnBegin">First column of C, a multiple of <see cref="ColumnBlock"/>.</param>
    /// <param name="columnEnd">Column of C to end before: such a multiple, or N.</param>
    /// <param name="epilogue">Stores the results.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyOuter<TShape, TEpilogue>(
        ref float a, ref float b, int rows, int kBegin, int kEnd, int columnBegin, int columnEnd, in TEpilogue epilogue)
        where TShape : struct, IMatMulShape
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        GemmRange range = new((nuint)kBegin, (nuint)kEnd, (nuint)columnBegin, (nuint)columnEnd);
        if (Vector512.IsHardwareAccelerated)
            GemmOuter<Simd512, TShape, TEpilogue>.Run(ref a, ref b, rows, range, epilogue);
        else if (Vector256.IsHardwareAccelerated)
            GemmOuter<Simd256, TShape, TEpilogue>.Run(ref a, ref b, rows, range, epilogue);
        else
            GemmOuter<Simd128, TShape, TEpilogue>.Run(ref a, ref b, rows, range, epilogue);
    }
}

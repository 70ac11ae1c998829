using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>C[K,N] = A[M,K]ᵀ · B[M,N] at one width. A is read by columns in place: the rows of a tile are neighbours in memory.</summary>
internal static unsafe class GemmOuter<V, TShape, TEpilogue>
    where V : struct, ISimd<V>
    where TShape : struct, IMatMulShape
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    public static void Run(ref float a, ref float b, int rows, int kBegin, int kEnd, in TEpilogue epilogue)
    {
        if (kBegin >= kEnd)
            return;
        GemmPanel<V, OuterStrides<TShape>, TEpilogue>.Cover(
            (float*)Unsafe.AsPointer(ref a), (float*)Unsafe.AsPointer(ref b), (nuint)rows, (nuint)kBegin, (nuint)kEnd, (nuint)TShape.N, epilogue);
    }
}

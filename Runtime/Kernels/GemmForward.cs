using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>C[M,N] = A[M,K] · B[K,N] at one width.</summary>
internal static unsafe class GemmForward<V, TShape, TEpilogue>
    where V : struct, ISimd<V>
    where TShape : struct, IMatMulShape
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    public static void Run(ref float a, ref float b, int rowBegin, int rowEnd, in TEpilogue epilogue)
    {
        if (rowBegin >= rowEnd)
            return;
        GemmPanel<V, ForwardStrides<TShape>, TEpilogue>.Cover(
            (float*)Unsafe.AsPointer(ref a), (float*)Unsafe.AsPointer(ref b), (nuint)TShape.K, (nuint)rowBegin, (nuint)rowEnd, (nuint)TShape.N, epilogue);
    }
}

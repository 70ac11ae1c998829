using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>C[M,N] = A[M,K] · B[K,N] at one width.</summary>
internal static unsafe class GemmForward<V, TShape, TEpilogue>
    where V : struct, ISimd<V>
    where TShape : struct, IMatMulShape
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    // Floats of B, 256 KB, up to which it tends to be in the second cache already.
    private const int InCache = 1 << 16;

    public static void Run(ref float a, ref float b, int rowBegin, int rowEnd, in TEpilogue epilogue)
    {
        if (rowBegin >= rowEnd)
            return;
        float* pa = (float*)Unsafe.AsPointer(ref a), pb = (float*)Unsafe.AsPointer(ref b);
        nuint row = (nuint)rowBegin, k = (nuint)TShape.K;
        float* rowA = pa + row * k;

        // Few rows use every weight only a few times: reading weights from memory is the work, and it is fastest in the order of memory.
        bool fromMemory = (long)TShape.K * TShape.N >= InCache && TShape.N > 2 * V.Count;
        switch (rowEnd - rowBegin)
        {
            case 1 when fromMemory: GemmStream<V, TShape, TEpilogue>.Run<One>(rowA, pb, row, epilogue); break;
            case 2 when fromMemory: GemmStream<V, TShape, TEpilogue>.Run<Two>(rowA, pb, row, epilogue); break;
            case 3 when fromMemory: GemmStream<V, TShape, TEpilogue>.Run<Three>(rowA, pb, row, epilogue); break;
            case 1: GemmRow<V, TShape, TEpilogue>.Run(rowA, pb, row, epilogue); break;
            default: GemmPanel<V, TEpilogue>.Cover(pa, pb, k, new GemmStrides(k, 1, (nuint)TShape.N), row, (nuint)rowEnd, (nuint)TShape.N, epilogue); break;
        }
    }
}

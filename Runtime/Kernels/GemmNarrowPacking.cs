using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>Puts the steps of four columns side by side.</summary>
internal static unsafe class GemmNarrowPacking
{
    /// <summary>Packs four columns, sixteen steps at a time.</summary>
    /// <param name="b">B at step 0 and the first of four columns.</param>
    /// <param name="stepB">From one step to the next in B.</param>
    /// <param name="steps">Number of steps, at least 16.</param>
    /// <param name="panel">Receives the columns.</param>
    /// <param name="column">From one column to the next, at least the number of steps.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(float* b, nuint stepB, nuint steps, float* panel, nuint column)
    {
        nuint second = 4 * stepB, third = 8 * stepB, fourth = 12 * stepB;
        for (; ; )
        {
            float* b1 = b + stepB, b2 = b1 + stepB, b3 = b2 + stepB;

            // Quarter q of the i-th of these has step 4q + i.
            Vector512<float> s0 = Quarters(b, second, third, fourth), s1 = Quarters(b1, second, third, fourth);
            Vector512<float> s2 = Quarters(b2, second, third, fourth), s3 = Quarters(b3, second, third, fourth);
            Vector512<double> low01 = Avx512F.UnpackLow(s0, s1).AsDouble(), high01 = Avx512F.UnpackHigh(s0, s1).AsDouble();
            Vector512<double> low23 = Avx512F.UnpackLow(s2, s3).AsDouble(), high23 = Avx512F.UnpackHigh(s2, s3).AsDouble();
            Avx512F.Store(panel, Avx512F.UnpackLow(low01, low23).AsSingle());
            Avx512F.Store(panel + column, Avx512F.UnpackHigh(low01, low23).AsSingle());
            Avx512F.Store(panel + 2 * column, Avx512F.UnpackLow(high01, high23).AsSingle());
            Avx512F.Store(panel + 3 * column, Avx512F.UnpackHigh(high01, high23).AsSingle());
            steps -= 16;
            if (steps == 0)
                break;

            // The last sixteen may repeat some.
            nuint next = Math.Min(16, steps);
            steps = Math.Max(steps, 16);
            b += next * stepB;
            panel += next;
        }
    }

    /// <summary>Four floats of each fourth step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quarters(float* b, nuint second, nuint third, nuint fourth)
    {
        Vector256<float> lower = Vector256.Create(Sse.LoadVector128(b), Sse.LoadVector128(b + second));
        Vector256<float> upper = Vector256.Create(Sse.LoadVector128(b + third), Sse.LoadVector128(b + fourth));
        return Avx512DQ.InsertVector256(lower.ToVector512Unsafe(), upper, 1);
    }
}

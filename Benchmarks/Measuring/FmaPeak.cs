using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NetGen.Kernels;

namespace NetGen.Benchmarks.Measuring;

/// <summary>How many floating-point operations per second the machine can do at most: fused multiply-adds that depend on nothing but their own accumulator.</summary>
internal static class FmaPeak
{
    // Enough to cover a latency of four with two units; so few that they stay in registers, of which narrower vectors have sixteen.
    private const int WideAccumulators = 24, NarrowAccumulators = 12;
    private const int Repetitions = 20_000, Samples = 5;

    private static float _sink;

    /// <summary>GFLOP/s of the given number of threads together, each on its own processor: the best of several short samples.</summary>
    public static double Measure(int threads)
    {
        var best = 0.0;
        for (var sample = 0; sample < Samples; sample++)
            best = Math.Max(best, threads == 1 ? Rate(1) : Together(threads));
        return best;
    }

    private static double Together(int threads)
    {
        using var start = new Barrier(threads);
        var rates = new double[threads];
        var others = Enumerable.Range(1, threads - 1).Select(i => new Thread(() => rates[i] = RateAfter(start, threads))).ToArray();
        foreach (var thread in others)
            thread.Start();
        rates[0] = RateAfter(start, threads);
        foreach (var thread in others)
            thread.Join();
        return rates.Sum();
    }

    private static double RateAfter(Barrier start, int threads)
    {
        start.SignalAndWait();
        return Rate(threads);
    }

    private static double Rate(int threads)
    {
        var (lanes, accumulators) = Vector512.IsHardwareAccelerated ? (Simd512.Count, WideAccumulators)
            : Vector256.IsHardwareAccelerated ? (Simd256.Count, NarrowAccumulators) : (Simd128.Count, NarrowAccumulators);
        const int Times = 10;
        var begin = CpuClock.Now(threads);
        for (var i = 0; i < Times; i++)
            Run();
        return 2.0 * lanes * accumulators * Repetitions * Times / (CpuClock.Now(threads) - begin);
    }

    private static void Run() => _sink = Vector512.IsHardwareAccelerated ? Wide<Simd512>(1e-9f)
        : Vector256.IsHardwareAccelerated ? Narrow<Simd256>(1e-9f) : Narrow<Simd128>(1e-9f);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Wide<V>(float start)
        where V : struct, ISimd<V>
    {
        V a = V.Create(start), b = V.Create(0.999f), c = a;
        V s0 = a, s1 = a, s2 = a, s3 = a, s4 = a, s5 = a, s6 = a, s7 = a, s8 = a, s9 = a, s10 = a, s11 = a;
        V t0 = a, t1 = a, t2 = a, t3 = a, t4 = a, t5 = a, t6 = a, t7 = a, t8 = a, t9 = a, t10 = a, t11 = a;
        for (var i = 0; i < Repetitions; i++)
        {
            (s0, s1, s2, s3) = (V.MultiplyAdd(s0, b, c), V.MultiplyAdd(s1, b, c), V.MultiplyAdd(s2, b, c), V.MultiplyAdd(s3, b, c));
            (s4, s5, s6, s7) = (V.MultiplyAdd(s4, b, c), V.MultiplyAdd(s5, b, c), V.MultiplyAdd(s6, b, c), V.MultiplyAdd(s7, b, c));
            (s8, s9, s10, s11) = (V.MultiplyAdd(s8, b, c), V.MultiplyAdd(s9, b, c), V.MultiplyAdd(s10, b, c), V.MultiplyAdd(s11, b, c));
            (t0, t1, t2, t3) = (V.MultiplyAdd(t0, b, c), V.MultiplyAdd(t1, b, c), V.MultiplyAdd(t2, b, c), V.MultiplyAdd(t3, b, c));
            (t4, t5, t6, t7) = (V.MultiplyAdd(t4, b, c), V.MultiplyAdd(t5, b, c), V.MultiplyAdd(t6, b, c), V.MultiplyAdd(t7, b, c));
            (t8, t9, t10, t11) = (V.MultiplyAdd(t8, b, c), V.MultiplyAdd(t9, b, c), V.MultiplyAdd(t10, b, c), V.MultiplyAdd(t11, b, c));
        }

        return V.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11 + t0 + t1 + t2 + t3 + t4 + t5 + t6 + t7 + t8 + t9 + t10 + t11);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Narrow<V>(float start)
        where V : struct, ISimd<V>
    {
        V a = V.Create(start), b = V.Create(0.999f), c = a;
        V s0 = a, s1 = a, s2 = a, s3 = a, s4 = a, s5 = a, s6 = a, s7 = a, s8 = a, s9 = a, s10 = a, s11 = a;
        for (var i = 0; i < Repetitions; i++)
        {
            (s0, s1, s2, s3) = (V.MultiplyAdd(s0, b, c), V.MultiplyAdd(s1, b, c), V.MultiplyAdd(s2, b, c), V.MultiplyAdd(s3, b, c));
            (s4, s5, s6, s7) = (V.MultiplyAdd(s4, b, c), V.MultiplyAdd(s5, b, c), V.MultiplyAdd(s6, b, c), V.MultiplyAdd(s7, b, c));
            (s8, s9, s10, s11) = (V.MultiplyAdd(s8, b, c), V.MultiplyAdd(s9, b, c), V.MultiplyAdd(s10, b, c), V.MultiplyAdd(s11, b, c));
        }

        return V.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11);
    }
}

using System.Runtime.Intrinsics;
using NetGen.Kernels;
using NetGen.Tests.Kernels;

namespace NetGen.Benchmarks.Accuracy;

/// <summary>What trying all floats has found.</summary>
/// <param name="Error">The largest error, in units in the last place.</param>
/// <param name="Argument">Where it is.</param>
/// <param name="Result">What was computed there.</param>
/// <param name="NotNearest">The share of all floats whose result is not the float nearest to the true value.</param>
internal readonly record struct Worst(double Error, float Argument, float Result, double NotNearest);

/// <summary>A function that is tried for all floats.</summary>
/// <param name="name">What it is called on the command line.</param>
internal abstract class Sweep(string name)
{
    /// <summary>What it is called on the command line.</summary>
    public string Name { get; } = name;

    /// <summary>Tries all floats.</summary>
    public abstract Worst Run();
}

/// <inheritdoc/>
internal sealed class Sweep<F>(string name) : Sweep(name)
    where F : struct, IFunction
{
    private const int Chunk = 1 << 16, Chunks = 1 << 16;

    /// <inheritdoc/>
    public override Worst Run()
    {
        var worst = new Worst[Chunks];
        Parallel.For(0, Chunks, () => (X: new float[Chunk], Y: new float[Chunk]), (chunk, _, buffers) =>
        {
            worst[chunk] = RunChunk((uint)chunk * Chunk, buffers.X, buffers.Y);
            return buffers;
        }, _ => { });
        return worst.MaxBy(w => w.Error) with { NotNearest = worst.Average(w => w.NotNearest) };
    }

    private static Worst RunChunk(uint first, float[] x, float[] y)
    {
        for (var i = 0; i < x.Length; i++)
            x[i] = BitConverter.UInt32BitsToSingle(first + (uint)i);
        if (Vector512.IsHardwareAccelerated)
            Compute<Simd512>(x, y);
        else if (Vector256.IsHardwareAccelerated)
            Compute<Simd256>(x, y);
        else
            Compute<Simd128>(x, y);

        var worst = default(Worst);
        var notNearest = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var error = Ulp.Error(y[i], F.Exact(x[i]));
            notNearest += error > 0 ? 1 : 0;
            // Not a number where there is one, or the other way round, is further away than anything.
            if (!(error <= worst.Error))
                worst = new Worst(double.IsNaN(error) ? double.PositiveInfinity : error, x[i], y[i], 0);
        }

        return worst with { NotNearest = (double)notNearest / x.Length };
    }

    private static void Compute<V>(float[] x, float[] y)
        where V : struct, ISimd<V>
    {
        for (var i = 0; i < x.Length; i += V.Count)
            V.Store(F.Vector(V.Load(ref x[i], 0)), ref y[i], 0);
    }
}

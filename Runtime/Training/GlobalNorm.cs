using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// The Euclidean norm of the wanted gradients. Squares of floats are exact in double precision and are added in an order that depends on the layout and the
/// choice alone, so the result is the same for every vector width and number of threads.
/// </summary>
internal sealed unsafe class GlobalNorm : IDisposable
{
    /// <summary>Floats that are summed before the sum is stored; a worker takes whole blocks.</summary>
    internal const int Block = 16 * 1024;

    private readonly ParameterLayout _layout;
    private readonly AlignedBuffer _sums;

    internal GlobalNorm(ParameterLayout layout)
    {
        _layout = layout;
        _sums = new AlignedBuffer(sizeof(double) / sizeof(float) * BlocksOf(layout.Length));
    }

    /// <summary>The norm over the parameters of <paramref name="wanted"/>.</summary>
    /// <inheritdoc cref="SquareSum(AlignedBuffer, ParameterMask, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal double Of(AlignedBuffer gradients, ParameterMask wanted, int threads) => Math.Sqrt(SquareSum(gradients, wanted, threads));

    /// <summary>The sum of squares over the parameters of <paramref name="wanted"/>.</summary>
    /// <param name="gradients">The gradients, laid out as the parameters, padding zero.</param>
    /// <param name="wanted">Which of them count.</param>
    /// <param name="threads">The largest number of threads; 0 leaves it to the pool.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal double SquareSum(AlignedBuffer gradients, ParameterMask wanted, int threads)
    {
        double sum = 0;
        for (int first = 0; first < _layout.Count; first++)
        {
            if (!wanted[first])
                continue;
            int begin = _layout[first].Offset;
            while (first + 1 < _layout.Count && wanted[first + 1])
                first++;
            sum += SquareSum(gradients.Pointer + begin, _layout[first].Offset + _layout[first].PaddedSize - begin, threads);
        }

        GC.KeepAlive(gradients);
        GC.KeepAlive(this);
        return sum;
    }

    /// <summary>The norm of some floats of a buffer, padding zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal double Of(AlignedBuffer values, int begin, int length, int threads)
    {
        double sum = SquareSum(values.Pointer + begin, length, threads);
        GC.KeepAlive(values);
        GC.KeepAlive(this);
        return Math.Sqrt(sum);
    }

    public void Dispose() => _sums.Dispose();

    private static int BlocksOf(int length) => (int)(((long)length + Block - 1) / Block);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double SquareSum(float* values, int length, int threads)
    {
        Frame frame = new() { GradientBase = values, FixedBase = _sums.Pointer, Rows = length, Workers = 1 };
        ProgramRunner.RunPass(WorkerPool.Shared, frame, &BlockSums.Run, threads);
        double sum = 0;
        foreach (double block in new ReadOnlySpan<double>(_sums.Pointer, BlocksOf(length)))
            sum += block;
        return sum;
    }

    private readonly struct BlockSums : IProgram
    {
        public static void Run(in Frame frame)
        {
            (int begin, int end) = frame.Split(frame.Rows, Block);
            ref double sums = ref Unsafe.As<float, double>(ref frame.Fixed(0));
            for (int at = begin; at < end; at += Block)
                Unsafe.Add(ref sums, at / Block) = SquareSum(ref frame.Gradients(at), (nuint)Math.Min(Block, end - at));
        }

        /// <summary>Thirty-two running sums in lane order, halved to one at the end; <paramref name="length"/> is a multiple of 16.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static double SquareSum(ref float values, nuint length)
        {
            Vector512<double> s0 = default, s1 = default, s2 = default, s3 = default;
            nuint i = 0;
            for (; i + 32 <= length; i += 32)
            {
                s0 = Add(s0, ref values, i);
                s1 = Add(s1, ref values, i + 8);
                s2 = Add(s2, ref values, i + 16);
                s3 = Add(s3, ref values, i + 24);
            }

            if (i < length)
            {
                s0 = Add(s0, ref values, i);
                s1 = Add(s1, ref values, i + 8);
            }

            return ExactProducts.Sum(s0 + s2 + (s1 + s3));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector512<double> Add(Vector512<double> sums, ref float values, nuint at)
        {
            Vector512<double> eight = ExactProducts.Load(ref values, at);
            return ExactProducts.Add(sums, eight, eight);
        }
    }
}

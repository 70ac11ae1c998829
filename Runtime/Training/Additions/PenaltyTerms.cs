using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// Adds penalties to the loss and their gradients to the gradient, in one pass over the parameters. Sums are in double precision, block by block, in an order that
/// depends on the layout alone: the same bits for every number of threads.
/// </summary>
internal sealed unsafe class PenaltyTerms : IDisposable
{
    /// <summary>Floats whose terms are summed before the sums are stored; a worker takes whole blocks.</summary>
    private const int Block = 16 * 1024;

    private readonly ParameterLayout _layout;
    private readonly (double L1, double L2)[] _factors;
    private readonly AlignedBuffer _sums;

    /// <exception cref="ArgumentException">A pattern matches no parameter, or a factor is out of its range.</exception>
    public PenaltyTerms(IReadOnlyList<WeightPenalty> penalties, ParameterLayout layout)
    {
        (_layout, _factors) = (layout, new (double, double)[layout.Count]);
        string[] names = [.. layout.Names];
        foreach (WeightPenalty penalty in penalties)
        {
            penalty.Validate();
            foreach (int index in ParameterMask.Match(names, penalty.Pattern))
                _factors[index] = (_factors[index].L1 + penalty.L1, _factors[index].L2 + penalty.L2);
        }

        _sums = new AlignedBuffer(sizeof(BlockSum) / sizeof(float) * layout.Select(parameter => BlocksOf(parameter.PaddedSize)).Append(1).Max());
    }

    /// <summary>Adds the gradients of the terms of the wanted parameters to <paramref name="gradients"/>.</summary>
    /// <returns>The terms.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Add(ParameterSet parameters, AlignedBuffer gradients, ParameterMask wanted, int threads)
    {
        double penalty = 0;
        for (int i = 0; i < _factors.Length; i++)
        {
            (double l1, double l2) = _factors[i];
            if (!wanted[i] || (l1 == 0 && l2 == 0)) continue;
            Factors factors = new((float)l1, (float)(2 * l2));
            ParameterInfo parameter = _layout[i];
            Frame frame = new()
            {
                ParameterBase = parameters.Memory(parameter.Memory).Buffer.Pointer + parameter.MemoryOffset,
                GradientBase = gradients.Pointer + parameter.Offset,
                FixedBase = _sums.Pointer,
                UpdateBase = &factors,
                Rows = parameter.PaddedSize,
                Workers = 1,
            };
            ProgramRunner.RunPass(WorkerPool.Shared, frame, &Pass.Run, threads);
            foreach (BlockSum sum in new ReadOnlySpan<BlockSum>(_sums.Pointer, BlocksOf(parameter.PaddedSize)))
                penalty += (l1 * sum.Magnitudes) + (l2 * sum.Squares);
        }

        GC.KeepAlive(parameters);
        GC.KeepAlive(gradients);
        GC.KeepAlive(this);
        return penalty;
    }

    public void Dispose() => _sums.Dispose();

    private static int BlocksOf(int length) => (int)(((long)length + Block - 1) / Block);

    /// <summary>The gradient of a magnitude, and that of a square over the weight.</summary>
    private readonly record struct Factors(float Sign, float Weight);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct BlockSum(double Magnitudes, double Squares);

    private readonly struct Pass : IProgram
    {
        public static void Run(in Frame frame)
        {
            (int begin, int end) = frame.Split(frame.Rows, Block);
            ref BlockSum sums = ref Unsafe.As<float, BlockSum>(ref frame.Fixed(0));
            Factors factors = *(Factors*)frame.UpdateBase;
            for (int at = begin; at < end; at += Block)
                Unsafe.Add(ref sums, at / Block) = Add(ref frame.Parameters(at), ref frame.Gradients(at), (nuint)Math.Min(Block, end - at), factors);
        }

        /// <summary>Eight running sums of each kind in lane order; <paramref name="length"/> is a multiple of 16, padding is zero.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static BlockSum Add(ref float weights, ref float gradients, nuint length, Factors factors)
        {
            Vector256<float> sign = Vector256.Create(factors.Sign), factor = Vector256.Create(factors.Weight), zero = default;
            Vector256<double> squares = default, moreSquares = default, magnitudes = default, moreMagnitudes = default;
            for (nuint i = 0; i < length; i += (nuint)Vector256<float>.Count)
            {
                Vector256<float> w = Vector256.LoadUnsafe(ref weights, i);
                Vector256<float> direction = Vector256.ConditionalSelect(
                    Vector256.GreaterThan(w, zero), sign, Vector256.ConditionalSelect(Vector256.LessThan(w, zero), -sign, zero));
                (Vector256.LoadUnsafe(ref gradients, i) + (factor * w) + direction).StoreUnsafe(ref gradients, i);
                (Vector256<double> low, Vector256<double> high) = Vector256.Widen(w);
                squares += low * low;
                moreSquares += high * high;
                magnitudes += Vector256.Abs(low);
                moreMagnitudes += Vector256.Abs(high);
            }

            return new BlockSum(Vector256.Sum(magnitudes + moreMagnitudes), Vector256.Sum(squares + moreSquares));
        }
    }
}

using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>Limits each element of the wanted gradients, as PyTorch's <c>clip_grad_value_</c>; NaN stays NaN.</summary>
internal static unsafe class GradientClip
{
    /// <param name="gradients">The gradients, laid out as the parameters.</param>
    /// <param name="layout">The parameters.</param>
    /// <param name="wanted">Which of them are limited.</param>
    /// <param name="limit">The largest magnitude, above 0.</param>
    /// <param name="threads">The largest number of threads; 0 leaves it to the pool.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(AlignedBuffer gradients, ParameterLayout layout, ParameterMask wanted, float limit, int threads)
    {
        for (int first = 0; first < layout.Count; first++)
        {
            if (!wanted[first])
                continue;
            int begin = layout[first].Offset;
            while (first + 1 < layout.Count && wanted[first + 1])
                first++;
            Frame frame = new()
            {
                GradientBase = gradients.Pointer + begin,
                FixedBase = &limit,
                Rows = layout[first].Offset + layout[first].PaddedSize - begin,
                Workers = 1,
            };
            ProgramRunner.RunPass(WorkerPool.Shared, frame, &Pass.Run, threads);
        }

        GC.KeepAlive(gradients);
    }

    private readonly struct Pass : IProgram
    {
        public static void Run(in Frame frame)
        {
            (int begin, int end) = frame.Split(frame.Rows, ParameterInfo.Alignment);
            RowKernel.Run(new Kernel(ref frame.Gradients(0), frame.Fixed(0)), begin, end);
        }
    }

    /// <summary>Ranges are whole vectors: parameters are padded to <see cref="ParameterInfo.Alignment"/> floats.</summary>
    private readonly ref struct Kernel(ref float gradients, float limit) : IRowKernel
    {
        private readonly ref float _gradients = ref gradients;

        public void Rows<V>(nuint begin, nuint end)
            where V : struct, ISimd<V>
        {
            // Of two operands the second is the result where one is NaN.
            V lowest = V.Create(-limit), highest = V.Create(limit);
            for (nuint i = begin; i < end; i += (nuint)V.Count)
                V.Store(V.Min(highest, V.Max(lowest, V.Load(ref _gradients, i))), ref _gradients, i);
        }
    }
}

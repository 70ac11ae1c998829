using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>The pass that <see cref="Adam"/> and <see cref="AdamW"/> share: 28 bytes read and written per parameter.</summary>
internal static class AdamUpdate
{
    internal static IReadOnlyList<string> Buffers { get; } = ["mean", "square"];

    /// <summary>One update.</summary>
    /// <param name="range">What to update.</param>
    /// <param name="beta1">The decay of the gradient's mean.</param>
    /// <param name="beta2">The decay of the squared gradient's mean.</param>
    /// <param name="epsilon">Added to the root of the squared gradient's mean.</param>
    /// <param name="penalty">What parameters are multiplied with before they are added to the gradient.</param>
    /// <param name="keep">What parameters are multiplied with before the step is taken.</param>
    internal static void Run(in OptimizerRange range, double beta1, double beta2, double epsilon, double penalty, double keep)
    {
        var kernel = new Kernel(range)
        {
            Rate = (float)(-range.LearningRate / (1 - Math.Pow(beta1, range.Step))),
            Correction = (float)(1 / Math.Sqrt(1 - Math.Pow(beta2, range.Step))),
            Epsilon = (float)epsilon,
            Beta1 = (float)beta1,
            Fresh1 = (float)(1 - beta1),
            Beta2 = (float)beta2,
            Fresh2 = (float)(1 - beta2),
            Penalty = (float)penalty,
            Keep = (float)keep,
        };
        RowKernel.Run(kernel, 0, range.Length);
    }

    private readonly ref struct Kernel(in OptimizerRange range) : IRowKernel
    {
        private readonly ref float _parameters = ref MemoryMarshal.GetReference(range.Parameters);
        private readonly ref float _gradients = ref MemoryMarshal.GetReference(range.Gradients);
        private readonly ref float _means = ref MemoryMarshal.GetReference(range.First);
        private readonly ref float _squares = ref MemoryMarshal.GetReference(range.Second);
        private readonly float _scale = range.GradientScale;

        public float Rate { get; init; }

        public float Correction { get; init; }

        public float Epsilon { get; init; }

        public float Beta1 { get; init; }

        public float Fresh1 { get; init; }

        public float Beta2 { get; init; }

        public float Fresh2 { get; init; }

        public float Penalty { get; init; }

        public float Keep { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Rows<V>(nuint begin, nuint end)
            where V : struct, ISimd<V>
        {
            ref float parameters = ref _parameters, gradients = ref _gradients, means = ref _means, squares = ref _squares;
            V rate = V.Create(Rate), correction = V.Create(Correction), epsilon = V.Create(Epsilon), scale = V.Create(_scale);
            V beta1 = V.Create(Beta1), fresh1 = V.Create(Fresh1), beta2 = V.Create(Beta2), fresh2 = V.Create(Fresh2);
            V penalty = V.Create(Penalty), keep = V.Create(Keep);
            for (nuint i = begin; i < end; i += (nuint)V.Count)
            {
                V parameter = V.Load(ref parameters, i);
                V gradient = V.MultiplyAdd(parameter, penalty, V.Load(ref gradients, i) * scale);
                V mean = Tiny.Flush(V.MultiplyAdd(gradient, fresh1, V.Load(ref means, i) * beta1));
                V square = Tiny.Flush(V.MultiplyAdd(gradient * fresh2, gradient, V.Load(ref squares, i) * beta2));
                V.Store(mean, ref means, i);
                V.Store(square, ref squares, i);
                V divisor = V.MultiplyAdd(V.Sqrt(square), correction, epsilon);
                V.Store(V.MultiplyAdd(parameter, keep, rate * mean / divisor), ref parameters, i);
            }
        }
    }
}

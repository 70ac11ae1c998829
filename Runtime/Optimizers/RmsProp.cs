using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// RMSprop as PyTorch's <c>torch.optim.RMSprop</c> (not centred): Tieleman and Hinton, lecture 6.5 of "Neural networks for machine
/// learning" (2012). g ← g + λ·p; v ← α·v + (1−α)·g²; b ← μ·b + g / (√v + ε); p ← p − η·b.
/// </summary>
/// <param name="LearningRate">η, the step size, at least 0.</param>
/// <param name="Alpha">α, the decay of the squared gradient's mean, in [0, 1).</param>
/// <param name="Epsilon">ε, which bounds the step where gradients vanish, at least 0.</param>
/// <param name="Momentum">μ, in [0, 1).</param>
/// <param name="WeightDecay">λ, the L2 penalty's factor, at least 0; applies to all parameters.</param>
public sealed record RmsProp(
    float LearningRate = 0.01f, double Alpha = 0.99, double Epsilon = 1e-8, double Momentum = 0, double WeightDecay = 0)
    : Optimizer(LearningRate)
{
    internal override IReadOnlyList<string> Buffers => Momentum == 0 ? ["square"] : ["square", "momentum"];

    internal override IReadOnlyList<(string Name, double Value)> Settings =>
        [(nameof(Alpha), Alpha), (nameof(Epsilon), Epsilon), (nameof(Momentum), Momentum), (nameof(WeightDecay), WeightDecay)];

    internal override void Validate()
    {
        base.Validate();
        RequireFraction(Alpha, nameof(Alpha));
        RequireNonNegative(Epsilon, nameof(Epsilon));
        RequireFraction(Momentum, nameof(Momentum));
        RequireNonNegative(WeightDecay, nameof(WeightDecay));
    }

    internal override void Update(in OptimizerRange range)
    {
        if (Momentum == 0) RowKernel.Run(new PlainKernel(range, this), 0, range.Length);
        else RowKernel.Run(new MomentumKernel(range, this), 0, range.Length);
    }

    private readonly ref struct PlainKernel(in OptimizerRange range, RmsProp settings) : IRowKernel
    {
        private readonly ref float _parameters = ref MemoryMarshal.GetReference(range.Parameters);
        private readonly ref float _gradients = ref MemoryMarshal.GetReference(range.Gradients);
        private readonly ref float _squares = ref MemoryMarshal.GetReference(range.First);
        private readonly float _rate = range.LearningRate, _scale = range.GradientScale, _decay = (float)settings.WeightDecay;
        private readonly float _alpha = (float)settings.Alpha, _fresh = (float)(1 - settings.Alpha), _epsilon = (float)settings.Epsilon;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Rows<V>(nuint begin, nuint end)
            where V : struct, ISimd<V>
        {
            ref float parameters = ref _parameters, gradients = ref _gradients, squares = ref _squares;
            V rate = V.Create(_rate), scale = V.Create(_scale), decay = V.Create(_decay);
            V alpha = V.Create(_alpha), fresh = V.Create(_fresh), epsilon = V.Create(_epsilon);
            for (nuint i = begin; i < end; i += (nuint)V.Count)
            {
                V parameter = V.Load(ref parameters, i);
                V gradient = V.MultiplyAdd(parameter, decay, V.Load(ref gradients, i) * scale);
                V square = Tiny.Flush(V.MultiplyAdd(gradient * fresh, gradient, V.Load(ref squares, i) * alpha));
                V.Store(square, ref squares, i);
                V.Store(parameter - rate * gradient / (V.Sqrt(square) + epsilon), ref parameters, i);
            }
        }
    }

    private readonly ref struct MomentumKernel(in OptimizerRange range, RmsProp settings) : IRowKernel
    {
        private readonly ref float _parameters = ref MemoryMarshal.GetReference(range.Parameters);
        private readonly ref float _gradients = ref MemoryMarshal.GetReference(range.Gradients);
        private readonly ref float _squares = ref MemoryMarshal.GetReference(range.First);
        private readonly ref float _buffers = ref MemoryMarshal.GetReference(range.Second);
        private readonly float _rate = range.LearningRate, _scale = range.GradientScale, _decay = (float)settings.WeightDecay;
        private readonly float _alpha = (float)settings.Alpha, _fresh = (float)(1 - settings.Alpha), _epsilon = (float)settings.Epsilon;
        private readonly float _momentum = (float)settings.Momentum;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Rows<V>(nuint begin, nuint end)
            where V : struct, ISimd<V>
        {
            ref float parameters = ref _parameters, gradients = ref _gradients, squares = ref _squares, buffers = ref _buffers;
            V rate = V.Create(-_rate), scale = V.Create(_scale), decay = V.Create(_decay), momentum = V.Create(_momentum);
            V alpha = V.Create(_alpha), fresh = V.Create(_fresh), epsilon = V.Create(_epsilon);
            for (nuint i = begin; i < end; i += (nuint)V.Count)
            {
                V parameter = V.Load(ref parameters, i);
                V gradient = V.MultiplyAdd(parameter, decay, V.Load(ref gradients, i) * scale);
                V square = Tiny.Flush(V.MultiplyAdd(gradient * fresh, gradient, V.Load(ref squares, i) * alpha));
                V buffer = Tiny.Flush(V.MultiplyAdd(V.Load(ref buffers, i), momentum, gradient / (V.Sqrt(square) + epsilon)));
                V.Store(square, ref squares, i);
                V.Store(buffer, ref buffers, i);
                V.Store(V.MultiplyAdd(buffer, rate, parameter), ref parameters, i);
            }
        }
    }

}

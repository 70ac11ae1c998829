using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// Stochastic gradient descent as PyTorch's <c>torch.optim.SGD</c> (dampening 0):
/// g ← g + λ·p; b ← μ·b + g; g ← g + μ·b with Nesterov, else b; p ← p − η·g.
/// Nesterov's form is that of Sutskever et al., "On the importance of initialization and momentum in deep learning" (2013).
/// </summary>
/// <param name="LearningRate">η, the step size, at least 0.</param>
/// <param name="Momentum">μ, in [0, 1).</param>
/// <param name="Nesterov">Whether to look ahead along the momentum; needs a momentum above 0.</param>
/// <param name="WeightDecay">λ, the L2 penalty's factor, at least 0; applies to all parameters.</param>
public sealed record Sgd(float LearningRate = 0.01f, double Momentum = 0, bool Nesterov = false, double WeightDecay = 0)
    : Optimizer(LearningRate)
{
    internal override IReadOnlyList<string> Buffers => Momentum == 0 ? [] : ["momentum"];

    internal override IReadOnlyList<(string Name, double Value)> Settings =>
        [(nameof(Momentum), Momentum), (nameof(Nesterov), Nesterov ? 1 : 0), (nameof(WeightDecay), WeightDecay)];

    internal override void Validate()
    {
        base.Validate();
        RequireFraction(Momentum, nameof(Momentum));
        RequireNonNegative(WeightDecay, nameof(WeightDecay));
        if (Nesterov && Momentum == 0)
            throw new ArgumentOutOfRangeException(
                nameof(Nesterov), "Sgd.Nesterov is true and Sgd.Momentum is 0; Nesterov's look-ahead needs a momentum, usually 0.9");
    }

    internal override void Update(in OptimizerRange range)
    {
        if (Momentum == 0)
        {
            RowKernel.Run(new PlainKernel(range, (float)WeightDecay), 0, range.Length);
            return;
        }

        // The step is along g + μ·b with Nesterov, along b without.
        (float ahead, float along) = Nesterov ? (1f, (float)Momentum) : (0f, 1f);
        RowKernel.Run(new MomentumKernel(range, (float)WeightDecay, (float)Momentum, ahead, along), 0, range.Length);
    }

    private readonly ref struct PlainKernel(in OptimizerRange range, float decay) : IRowKernel
    {
        private readonly ref float _parameters = ref MemoryMarshal.GetReference(range.Parameters);
        private readonly ref float _gradients = ref MemoryMarshal.GetReference(range.Gradients);
        private readonly float _rate = range.LearningRate, _scale = range.GradientScale, _decay = decay;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Rows<V>(nuint begin, nuint end)
            where V : struct, ISimd<V>
        {
            ref float parameters = ref _parameters, gradients = ref _gradients;
            V rate = V.Create(-_rate), scale = V.Create(_scale), decay = V.Create(_decay);
            for (nuint i = begin; i < end; i += (nuint)V.Count)
            {
                V parameter = V.Load(ref parameters, i);
                V gradient = V.MultiplyAdd(parameter, decay, V.Load(ref gradients, i) * scale);
                V.Store(V.MultiplyAdd(gradient, rate, parameter), ref parameters, i);
            }
        }
    }

    private readonly ref struct MomentumKernel(in OptimizerRange range, float decay, float momentum, float ahead, float along) : IRowKernel
    {
        private readonly ref float _parameters = ref MemoryMarshal.GetReference(range.Parameters);
        private readonly ref float _gradients = ref MemoryMarshal.GetReference(range.Gradients);
        private readonly ref float _buffers = ref MemoryMarshal.GetReference(range.First);
        private readonly float _rate = range.LearningRate, _scale = range.GradientScale, _decay = decay;
        private readonly float _momentum = momentum, _ahead = ahead, _along = along;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Rows<V>(nuint begin, nuint end)
            where V : struct, ISimd<V>
        {
            ref float parameters = ref _parameters, gradients = ref _gradients, buffers = ref _buffers;
            V rate = V.Create(-_rate), scale = V.Create(_scale), decay = V.Create(_decay);
            V momentum = V.Create(_momentum), ahead = V.Create(_ahead), along = V.Create(_along);
            for (nuint i = begin; i < end; i += (nuint)V.Count)
            {
                V parameter = V.Load(ref parameters, i);
                V gradient = V.MultiplyAdd(parameter, decay, V.Load(ref gradients, i) * scale);
                V buffer = Tiny.Flush(V.MultiplyAdd(V.Load(ref buffers, i), momentum, gradient));
                V.Store(buffer, ref buffers, i);
                V.Store(V.MultiplyAdd(V.MultiplyAdd(buffer, along, gradient * ahead), rate, parameter), ref parameters, i);
            }
        }
    }

}

using System.Runtime.CompilerServices;
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

    internal override Optimizer WithWeightDecay(double decay) => this with { WeightDecay = decay };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override unsafe delegate*<in Frame, void> Prepare(in UpdateTarget target, UpdateMemory memory)
    {
        if (Momentum == 0)
        {
            memory.Write(new RmsPropUpdate(target, this));
            return &UpdatePass<RmsPropUpdate>.Run;
        }

        memory.Write(new RmsPropMomentumUpdate(target, this));
        return &UpdatePass<RmsPropMomentumUpdate>.Run;
    }
}

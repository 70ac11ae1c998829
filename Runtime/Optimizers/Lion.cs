using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// Lion: Chen et al., "Symbolic discovery of optimization algorithms" (2023), algorithm 2.
/// p ← (1 − η·λ)·p − η·sign(β₁·m + (1−β₁)·g); m ← β₂·m + (1−β₂)·g. One state buffer, half of Adam's. Every element moves by η, so learning rates are
/// 3 to 10 times smaller than Adam's, and weight decays as much larger.
/// </summary>
/// <param name="LearningRate">η, the step of every element, at least 0.</param>
/// <param name="Beta1">β₁, how much of the direction is momentum, in [0, 1).</param>
/// <param name="Beta2">β₂, the decay of the momentum, in [0, 1).</param>
/// <param name="WeightDecay">λ, decoupled from the gradient, at least 0; applies to all parameters.</param>
public sealed record Lion(float LearningRate = 1e-4f, double Beta1 = 0.9, double Beta2 = 0.99, double WeightDecay = 0) : Optimizer(LearningRate)
{
    internal override IReadOnlyList<string> Buffers => ["mean"];

    internal override IReadOnlyList<(string Name, double Value)> Settings =>
        [(nameof(Beta1), Beta1), (nameof(Beta2), Beta2), (nameof(WeightDecay), WeightDecay)];

    internal override void Validate()
    {
        base.Validate();
        RequireFraction(Beta1, nameof(Beta1));
        RequireFraction(Beta2, nameof(Beta2));
        RequireNonNegative(WeightDecay, nameof(WeightDecay));
    }

    internal override Optimizer WithWeightDecay(double decay) => this with { WeightDecay = decay };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override unsafe delegate*<in Frame, void> Prepare(in UpdateTarget target, UpdateMemory memory)
    {
        memory.Write(new LionUpdate(target, this));
        return &UpdatePass<LionUpdate>.Run;
    }
}

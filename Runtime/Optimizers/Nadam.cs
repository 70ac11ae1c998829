using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// Adam with Nesterov's momentum as PyTorch's <c>torch.optim.NAdam</c>: Dozat, "Incorporating Nesterov momentum into Adam" (2016).
/// μₜ = β₁·(1 − ½·0.96^(t·ψ)); g ← g + λ·p; m ← β₁·m + (1−β₁)·g; v ← β₂·v + (1−β₂)·g²;
/// p ← p − η·((1−μₜ)/(1−Πμ₁…μₜ)·g + μₜ₊₁/(1−Πμ₁…μₜ₊₁)·m) / (√(v/(1−β₂ᵗ)) + ε).
/// </summary>
/// <param name="LearningRate">η, the step size, at least 0.</param>
/// <param name="Beta1">β₁, the decay of the gradient's mean, in [0, 1).</param>
/// <param name="Beta2">β₂, the decay of the squared gradient's mean, in [0, 1).</param>
/// <param name="Epsilon">ε, which bounds the step where gradients vanish, at least 0.</param>
/// <param name="WeightDecay">λ, the L2 penalty's factor, at least 0; applies to all parameters.</param>
/// <param name="MomentumDecay">ψ, how fast the momentum approaches β₁, at least 0.</param>
public sealed record Nadam(
    float LearningRate = 2e-3f, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, double WeightDecay = 0, double MomentumDecay = 4e-3)
    : Optimizer(LearningRate)
{
    internal override IReadOnlyList<string> Buffers => AdamUpdate.Buffers;

    internal override IReadOnlyList<(string Name, double Value)> Settings =>
    [
        (nameof(Beta1), Beta1), (nameof(Beta2), Beta2), (nameof(Epsilon), Epsilon), (nameof(WeightDecay), WeightDecay), (nameof(MomentumDecay), MomentumDecay),
    ];

    internal override void Validate()
    {
        base.Validate();
        RequireFraction(Beta1, nameof(Beta1));
        RequireFraction(Beta2, nameof(Beta2));
        RequireNonNegative(Epsilon, nameof(Epsilon));
        RequireNonNegative(WeightDecay, nameof(WeightDecay));
        RequireNonNegative(MomentumDecay, nameof(MomentumDecay));
    }

    internal override Optimizer WithWeightDecay(double decay) => this with { WeightDecay = decay };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override unsafe delegate*<in Frame, void> Prepare(in UpdateTarget target, UpdateMemory memory)
    {
        memory.Write(new NadamUpdate(target, this));
        return &UpdatePass<NadamUpdate>.Run;
    }

    /// <summary>μₜ, the momentum of update <paramref name="step"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal double MomentumOf(long step) => Beta1 * (1 - 0.5 * Math.Pow(0.96, step * MomentumDecay));

    /// <summary>μ₁·…·μₜ, or 0 once 1 − Π is 1 in double precision: factors begin near β₁/2, so that this is after some sixty of them at the defaults.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal double MomentumProduct(long step)
    {
        double product = 1;
        for (long i = 1; i <= step && product > 1e-19; i++)
            product *= MomentumOf(i);
        return product > 1e-19 ? product : 0;
    }
}

using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// LAMB: You et al., "Large batch optimization for deep learning: training BERT in 76 minutes" (2020), algorithm 2 with φ(z) = z and bias correction.
/// m and v as in <see cref="Adam"/>; r = m/(1−β₁ᵗ) / (√(v/(1−β₂ᵗ)) + ε) + λ·p; p ← p − η·‖p‖/‖r‖·r with the norms of each parameter tensor, and the
/// ratio 1 where a norm is 0. A step needs these norms before it moves anything: it makes three passes over memory where others make one.
/// </summary>
/// <param name="LearningRate">η, at least 0: the step's length as a share of the parameter's.</param>
/// <param name="Beta1">β₁, the decay of the gradient's mean, in [0, 1).</param>
/// <param name="Beta2">β₂, the decay of the squared gradient's mean, in [0, 1).</param>
/// <param name="Epsilon">ε, which bounds the step where gradients vanish, above 0.</param>
/// <param name="WeightDecay">λ, at least 0; applies to all parameters.</param>
public sealed record Lamb(
    float LearningRate = 1e-3f, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-6, double WeightDecay = 0)
    : Optimizer(LearningRate)
{
    internal override IReadOnlyList<string> Buffers => AdamUpdate.Buffers;

    internal override bool IsLayerwise => true;

    internal override IReadOnlyList<(string Name, double Value)> Settings =>
        [(nameof(Beta1), Beta1), (nameof(Beta2), Beta2), (nameof(Epsilon), Epsilon), (nameof(WeightDecay), WeightDecay)];

    internal override void Validate()
    {
        base.Validate();
        RequireFraction(Beta1, nameof(Beta1));
        RequireFraction(Beta2, nameof(Beta2));
        if (!(Epsilon > 0 && double.IsFinite(Epsilon)))
            throw new ArgumentOutOfRangeException(nameof(Epsilon), Epsilon, $"Lamb.Epsilon is {Epsilon}; it must be above 0 and finite");
        RequireNonNegative(WeightDecay, nameof(WeightDecay));
    }

    internal override Optimizer WithWeightDecay(double decay) => this with { WeightDecay = decay };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override unsafe delegate*<in Frame, void> Prepare(in UpdateTarget target, UpdateMemory memory)
    {
        memory.Write(new LambDirection(target, this));
        return &UpdatePass<LambDirection>.Run;
    }
}

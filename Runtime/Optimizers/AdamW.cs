using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// Adam with decoupled weight decay as PyTorch's <c>torch.optim.AdamW</c>: Loshchilov and Hutter, "Decoupled weight decay
/// regularization" (2019). p ← (1 − η·λ)·p, then <see cref="Adam"/>'s update without a penalty.
/// </summary>
/// <param name="LearningRate">η, the step size, at least 0.</param>
/// <param name="Beta1">β₁, the decay of the gradient's mean, in [0, 1).</param>
/// <param name="Beta2">β₂, the decay of the squared gradient's mean, in [0, 1).</param>
/// <param name="Epsilon">ε, which bounds the step where gradients vanish, at least 0.</param>
/// <param name="WeightDecay">λ, at least 0; applies to all parameters.</param>
public sealed record AdamW(
    float LearningRate = 1e-3f, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, double WeightDecay = 0.01)
    : Optimizer(LearningRate)
{
    internal override IReadOnlyList<string> Buffers => AdamUpdate.Buffers;

    internal override IReadOnlyList<(string Name, double Value)> Settings =>
        [(nameof(Beta1), Beta1), (nameof(Beta2), Beta2), (nameof(Epsilon), Epsilon), (nameof(WeightDecay), WeightDecay)];

    internal override void Validate()
    {
        base.Validate();
        RequireFraction(Beta1, nameof(Beta1));
        RequireFraction(Beta2, nameof(Beta2));
        RequireNonNegative(Epsilon, nameof(Epsilon));
        RequireNonNegative(WeightDecay, nameof(WeightDecay));
    }

    internal override Optimizer WithWeightDecay(double decay) => this with { WeightDecay = decay };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override unsafe delegate*<in Frame, void> Prepare(in UpdateTarget target, UpdateMemory memory)
    {
        float keep = (float)(1 - target.LearningRate * WeightDecay);
        memory.Write(new AdamUpdate(target, Beta1, Beta2) { Epsilon = (float)Epsilon, Penalty = 0, Keep = keep });
        return &UpdatePass<AdamUpdate>.Run;
    }
}

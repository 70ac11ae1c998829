using System.Runtime.CompilerServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// Adagrad as PyTorch's <c>torch.optim.Adagrad</c>: Duchi, Hazan and Singer, "Adaptive subgradient methods for online learning and stochastic
/// optimization" (2011). g ← g + λ·p; s ← s + g²; p ← p − η/(1 + (t−1)·δ) · g / (√(s + s₀) + ε).
/// </summary>
/// <param name="LearningRate">η, the step size, at least 0.</param>
/// <param name="LearningRateDecay">δ, at least 0.</param>
/// <param name="WeightDecay">λ, the L2 penalty's factor, at least 0; applies to all parameters.</param>
/// <param name="InitialAccumulator">s₀, the sum of squares to begin with, at least 0; Keras begins with 0.1.</param>
/// <param name="Epsilon">ε, which bounds the step where gradients vanish, at least 0.</param>
public sealed record Adagrad(
    float LearningRate = 0.01f, double LearningRateDecay = 0, double WeightDecay = 0, double InitialAccumulator = 0, double Epsilon = 1e-10)
    : Optimizer(LearningRate)
{
    // The sum without s₀, so that it begins at zero as all state does.
    internal override IReadOnlyList<string> Buffers => ["sum"];

    internal override IReadOnlyList<(string Name, double Value)> Settings =>
    [
        (nameof(LearningRateDecay), LearningRateDecay), (nameof(WeightDecay), WeightDecay), (nameof(InitialAccumulator), InitialAccumulator),
        (nameof(Epsilon), Epsilon),
    ];

    internal override void Validate()
    {
        base.Validate();
        RequireNonNegative(LearningRateDecay, nameof(LearningRateDecay));
        RequireNonNegative(WeightDecay, nameof(WeightDecay));
        RequireNonNegative(InitialAccumulator, nameof(InitialAccumulator));
        RequireNonNegative(Epsilon, nameof(Epsilon));
    }

    internal override Optimizer WithWeightDecay(double decay) => this with { WeightDecay = decay };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override unsafe delegate*<in Frame, void> Prepare(in UpdateTarget target, UpdateMemory memory)
    {
        memory.Write(new AdagradUpdate(target, this));
        return &UpdatePass<AdagradUpdate>.Run;
    }
}
